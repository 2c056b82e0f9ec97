using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>Every kind of problem that reading, importing and exporting a spreadsheet can tell.</summary>
public static class SheetRules
{
    // The file.
    public static readonly InputRule Empty = Error("sheet-empty", "The file is empty.", "Choose the file that holds the plan.");
    public static readonly InputRule TooLarge = Error("sheet-too-large", "The file has {0} bytes; {1} are the limit.", "Remove pictures and sheets that the plan does not need, or save the plan’s sheet as .csv.");
    public static readonly InputRule NotASheet = Error("sheet-not-a-sheet", "This is no spreadsheet that can be read ({0}).", "Save it as .xlsx or .csv.");
    public static readonly InputRule Damaged = Error("sheet-damaged", "The file is damaged or incomplete.", "Open it in a spreadsheet program, save it again as .xlsx and send that.");
    public static readonly InputRule Locked = Error("sheet-locked", "The file is protected by a password.", "Save a copy without a password.");
    public static readonly InputRule Bomb = Error("sheet-unpacks-too-large", "The file unpacks to more than a plan can need.", "Save the plan’s sheet alone, as .xlsx or .csv.");
    public static readonly InputRule TooManyEntries = Error("sheet-too-many-parts", "The file has more than {0} parts inside.", "Save the plan’s sheet alone, as .xlsx or .csv.");
    public static readonly InputRule DoubledEntry = Error("sheet-doubled-part", "The file holds {0} twice.", "Save it again in a spreadsheet program.");
    public static readonly InputRule TooManySheets = Error("sheet-too-many-sheets", "The file has more than {0} sheets.", "Save the plan’s sheets in a file of their own.");
    public static readonly InputRule TooManyRows = Error("sheet-too-many-rows", "The file has more than {0} rows.", "Remove the rows that are not tasks.");
    public static readonly InputRule TooManyCells = Error("sheet-too-many-cells", "The file has more than {0} filled cells.", "Remove what the plan does not need.");
    public static readonly InputRule TooMuchText = Error("sheet-too-much-text", "The file has more than {0} characters of text.", "Remove what the plan does not need.");
    public static readonly InputRule CellTooLong = Error("sheet-cell-too-long", "A cell has more than {0} characters.", "Shorten it; in a .csv file look for a quote that is never closed.");
    public static readonly InputRule OpenQuote = Error("sheet-open-quote", "A quote that opens here is never closed.", "Close it, or double each quote that belongs to the text.");
    public static readonly InputRule Encoding = Hint("sheet-encoding", "The file is not UTF-8 and was read as {0}.", "Look at the accents; if they are wrong, save it as CSV UTF-8.");
    public static readonly InputRule ColumnsDropped = Warning("sheet-columns-dropped", "Columns after the first {0} were not read.", "Move what the plan needs to the left.");

    // The columns.
    public static readonly InputRule NoHeader = Error("sheet-no-header", "No header was found in the first 20 rows of any sheet.", "Write a row of column names above the tasks, with Task and at least one of Owner, Duration, Start, Predecessors; or say which row it is.");
    public static readonly InputRule ColumnUnused = Hint("sheet-column-unused", "The column “{0}” is not used.", "Say what it is, or leave it.");
    public static readonly InputRule ColumnDoubled = Hint("sheet-column-doubled", "The column “{0}” is not used, because “{1}” is used for the same.", "Say which of the two counts, or put them together.");
    public static readonly InputRule OtherZone = Warning("sheet-other-zone", "The column “{0}” names another time zone; its times were read in {1}.", "Write them in {1}, or say the zone in which they are written.");
    public static readonly InputRule NoTasks = Error("sheet-no-tasks", "No task was found below the header.", "Look at the sheet and at the row of its header.");

    // The rows.
    public static readonly InputRule NoTitle = Warning("sheet-no-title", "“{0}” stands in a row without a task’s title; the row was left out.", "Write the title, or remove the row.");
    public static readonly InputRule Cancelled = Warning("sheet-cancelled", "The task is “{0}” in the sheet and was imported all the same.", "Remove it from the plan if nobody will do it.");
    public static readonly InputRule LooksLikeGate = Hint("sheet-looks-like-a-gate", "“{0}” reads like a decision and was imported as a task.", "Write gate beside it in a column Kind, if people vote on it.");
    public static readonly InputRule DoubledId = Warning("sheet-doubled-id", "“{0}” names a task already; this one became {1}.", "Give each task an id of its own.");

    // The cells.
    public static readonly InputRule ErrorCell = Warning("sheet-error-cell", "The cell holds {0}.", "Mend the formula or write the value itself, and save the file in a spreadsheet program.");
    public static readonly InputRule UnknownPhase = Warning("sheet-unknown-phase", "“{0}” is not a phase.", "Write prepare, launch, stabilise or monitor.");
    public static readonly InputRule UnknownKind = Warning("sheet-unknown-kind", "“{0}” is not a kind of task.", "Write task, milestone, checkpoint or gate.");
    public static readonly InputRule NotWork = Warning("sheet-not-automated-work", "This does not say what the task does by itself. {0}", "Write it as cutover.yaml does, in braces: the kind, then its settings under with.");
    public static readonly InputRule NotADuration = Warning("sheet-not-a-duration", "“{0}” is not a duration.", "Write it like this: {1}.");
    public static readonly InputRule NotATime = Warning("sheet-not-a-time", "“{0}” is not a time.", "Write it like this: {1}.");
    public static readonly InputRule NotAFlag = Warning("sheet-not-yes-or-no", "“{0}” is neither yes nor no.", "Write yes or no.");
    public static readonly InputRule NotAWord = Warning("sheet-not-a-known-word", "“{0}” is not known here.", "Write one of these: {1}.");
    public static readonly InputRule NoMembers = Warning("sheet-team-without-members", "The team “{0}” has no members, for none of its tasks has an owner.", "Write owners into its rows.");
    public static readonly InputRule UnknownPredecessor = Warning("sheet-unknown-predecessor", "“{0}” is not the number, id or title of a task.", "Write its number, as in 29 or 29FS+2h; several as 29; 30.");
    public static readonly InputRule NamesItself = Warning("sheet-names-itself", "“{0}” is this task itself; it was left out.", "Write another task, or nothing.");
    public static readonly InputRule DoubledPredecessor = Warning("sheet-doubled-predecessor", "“{0}” names a predecessor again, with another lag; the first was taken.", "Delete one of the two.");
    public static readonly InputRule AmbiguousPredecessor = Warning("sheet-ambiguous-predecessor", "“{0}” names several tasks ({1}).", "Write the id of the one that is meant.");
    public static readonly InputRule NumbersAreOrder = Warning("sheet-numbers-are-order", "The sheet has no numbers; “{0}” was taken for the task in that place, counted from the first.", "Add a column No. if the row’s number was meant.");
    public static readonly InputRule UndoNotSaid = Warning("sheet-undo-not-said", "“{0}” does not say how the task is taken back.", "Write the number or title of a rollback task, “none” where there is nothing to take back, or “no return”.");
    public static readonly InputRule UndoReadAsNoReturn = Hint("sheet-undo-no-return", "“{0}” was read as: cannot be taken back.", "Write the rollback task if there is a way back.");
    public static readonly InputRule UndoDescribed = Hint("sheet-undo-described", "“{0}” became the rollback task {1}.", "Write “none” where there is nothing to take back, or “no return”, if it is none.");
    public static readonly InputRule SkippedHour = Warning("sheet-skipped-hour", "{0} does not exist in {1}, where clocks go forward; {2} was taken.", "Write the time that is meant.");
    public static readonly InputRule DoubledHour = Warning("sheet-doubled-hour", "{0} comes twice in {1}, where clocks go back; the first was taken, {2}.", "Write {3} if the second is meant.");
    public static readonly InputRule Nobody = Hint("sheet-nobody", "“{0}” is nobody.", "Write a name.");
    public static readonly InputRule UnknownRole = Hint("sheet-unknown-role", "“{0}” is not a role of a launch.", "Write one of these: {1}.");
    public static readonly InputRule DayOrder = Warning("sheet-day-order", "“{0}” was read as day/month, like all dates of this kind here.", "Write dates as 2027-02-06 if they are month/day.");
    public static readonly InputRule FinishBeforeStart = Warning("sheet-finish-before-start", "The finish {0} is before the start {1}.", "Mend one of them.");
    public static readonly InputRule DurationDisagrees = Warning("sheet-duration-disagrees", "The duration {0} is not the {1} from start to finish; the duration was taken.", "Mend one of them.");
    public static readonly InputRule StartBeforePredecessor = Warning("sheet-start-before-predecessor", "The start {0} is before {1}, when its predecessors allow it; the predecessors were taken.", "Mend the start or the predecessors.");
    public static readonly InputRule EscalationTime = Hint("sheet-escalation-time", "When to call {0} is not said; 15 minutes were taken.", "Change it in the plan.");
    public static readonly InputRule UnknownGate = Warning("sheet-unknown-gate", "“{0}” is not the id of a gate of this plan.", "Write the id of a task of kind gate.");
    public static readonly InputRule LaunchFact = Error("sheet-launch-fact", "“{0}” cannot stand for {1}.", "Write it like this: {2}.");

    // The launch.
    public static readonly InputRule NoT0 = Error("sheet-no-t0", "No start is a date, so T-0 is not known.", "Say T-0.");
    public static readonly InputRule T0Taken = Hint("sheet-t0-taken", "T-0 was taken from the first start of the launch phase: {0}.", "Say another if it is not right.");
    public static readonly InputRule NoZone = Hint("sheet-no-zone", "The sheet does not say its time zone; UTC was taken.", "Say the zone.");
    public static readonly InputRule WindowTaken = Hint("sheet-window-taken", "The sheet does not say the cutover window; {0} was taken.", "Say the window.");
    public static readonly InputRule FarFromT0 = Warning("sheet-far-from-t0", "The sheet’s dates begin on {0}, far from T-0 ({1}).", "Say the T-0 that belongs to these dates.");
    public static readonly InputRule AndMore = Warning("sheet-and-more", "And {0} more.", "Mend the ones above first.");

    // What would be saved.
    public static readonly InputRule NotKept = Error("sheet-not-kept", "{0} would not be kept: the sheet says {1}, and the plan’s text would say {2}.", "Write it in a simpler way in the sheet.");

    // The export.
    public static readonly InputRule TextTooLong = Error("sheet-text-too-long", "{0} of {1} has {2} characters; a cell holds 32,767.", "Shorten it.");

    public static IReadOnlyList<InputRule> All { get; } = InputRule.Of(typeof(SheetRules));

    private static InputRule Error(string name, string message, string remedy) => new(name, Severity.Error, message, remedy);

    private static InputRule Warning(string name, string message, string remedy) => new(name, Severity.Warning, message, remedy);

    private static InputRule Hint(string name, string message, string remedy) => new(name, Severity.Hint, message, remedy);
}
