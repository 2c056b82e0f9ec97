using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>Every kind of problem that reading and importing a spreadsheet can tell.</summary>
public static class SheetRules
{
    // The file.
    public static readonly SheetRule Empty = Error("sheet-empty", "the file is empty", "choose the file that holds the plan");
    public static readonly SheetRule TooLarge = Error("sheet-too-large", "the file has {0} bytes; {1} are the limit", "remove pictures and sheets that the plan does not need, or save the plan's sheet as .csv");
    public static readonly SheetRule NotASheet = Error("sheet-not-a-sheet", "this is {0}, not a spreadsheet that can be read", "save it as .xlsx or .csv");
    public static readonly SheetRule Damaged = Error("sheet-damaged", "the file is damaged or incomplete: {0}", "open it in a spreadsheet program, save it again as .xlsx and send that");
    public static readonly SheetRule Locked = Error("sheet-locked", "the file is protected by a password", "save a copy without a password");
    public static readonly SheetRule Bomb = Error("sheet-unpacks-too-large", "{0} unpacks to more than {1}", "save the plan's sheet alone, as .xlsx or .csv");
    public static readonly SheetRule TooManyEntries = Error("sheet-too-many-parts", "the file has more than {0} parts inside", "save the plan's sheet alone, as .xlsx or .csv");
    public static readonly SheetRule DoubledEntry = Error("sheet-doubled-part", "the file holds {0} twice", "save it again in a spreadsheet program");
    public static readonly SheetRule TooManySheets = Error("sheet-too-many-sheets", "the file has more than {0} sheets", "save the plan's sheets in a file of their own");
    public static readonly SheetRule TooManyRows = Error("sheet-too-many-rows", "the file has more than {0} rows", "remove the rows that are not tasks");
    public static readonly SheetRule TooManyCells = Error("sheet-too-many-cells", "the file has more than {0} filled cells", "remove what the plan does not need");
    public static readonly SheetRule TooMuchText = Error("sheet-too-much-text", "the file has more than {0} characters of text", "remove what the plan does not need");
    public static readonly SheetRule CellTooLong = Error("sheet-cell-too-long", "a cell has more than {0} characters", "shorten it; in a .csv file look for a quote that is never closed");
    public static readonly SheetRule OpenQuote = Error("sheet-open-quote", "a quote that opens here is never closed", "close it, or double each quote that belongs to the text");
    public static readonly SheetRule Encoding = Hint("sheet-encoding", "the file is not UTF-8 and was read as {0}", "look at the accents; if they are wrong, save it as \"CSV UTF-8\"");

    // The columns.
    public static readonly SheetRule NoHeader = Error("sheet-no-header", "no header was found in the first 20 rows of any sheet", "write a row of column names above the tasks, at least Task and one of Owner, Duration, Start, Predecessors; or say which row and columns they are");
    public static readonly SheetRule ColumnUnused = Hint("sheet-column-unused", "the column \"{0}\" is not used", "say what it is, or leave it");
    public static readonly SheetRule NoTasks = Error("sheet-no-tasks", "no task was found below the header", "look at the sheet and the row of its header");

    // The rows.
    public static readonly SheetRule NoTitle = Warning("sheet-no-title", "\"{0}\" stands in a row without a task's title; the row was left out", "write the title, or remove the row");
    public static readonly SheetRule Cancelled = Warning("sheet-cancelled", "the task is \"{0}\" in the sheet and was imported all the same", "remove it from the plan if nobody will do it");
    public static readonly SheetRule DoubledId = Warning("sheet-doubled-id", "\"{0}\" names a task already; this one became {1}", "give each task an id of its own");

    // The cells.
    public static readonly SheetRule ErrorCell = Warning("sheet-error-cell", "the cell holds {0}", "mend the formula, or write the value itself, and save the file in a spreadsheet program");
    public static readonly SheetRule UnknownPhase = Warning("sheet-unknown-phase", "\"{0}\" is not a phase", "write prepare, launch, stabilise or monitor");
    public static readonly SheetRule UnknownKind = Warning("sheet-unknown-kind", "\"{0}\" is not a kind of task", "write task, milestone, checkpoint or gate");
    public static readonly SheetRule NotADuration = Warning("sheet-not-a-duration", "\"{0}\" is not a duration", "write {1}");
    public static readonly SheetRule NotATime = Warning("sheet-not-a-time", "\"{0}\" is not a time", "write {1}");
    public static readonly SheetRule NotAFlag = Warning("sheet-not-yes-or-no", "\"{0}\" is neither yes nor no", "write yes or no");
    public static readonly SheetRule NotAWord = Warning("sheet-not-a-known-word", "\"{0}\" is not known here", "write {1}");
    public static readonly SheetRule UnknownPredecessor = Warning("sheet-unknown-predecessor", "\"{0}\" is not the number, id or title of a task", "write its number, as in 29 or 29FS+2h; several as 29; 30");
    public static readonly SheetRule AmbiguousPredecessor = Warning("sheet-ambiguous-predecessor", "\"{0}\" names several tasks ({1})", "write the id of the one that is meant");
    public static readonly SheetRule NumbersAreOrder = Warning("sheet-numbers-are-order", "the sheet has no numbers; \"{0}\" was taken for the task in that place, counted from the first", "add a column No. if the row's number was meant");
    public static readonly SheetRule Nobody = Hint("sheet-nobody", "\"{0}\" is nobody", "write a name");
    public static readonly SheetRule UnknownRole = Hint("sheet-unknown-role", "\"{0}\" is not a role of a launch", "write {1}");
    public static readonly SheetRule DayOrder = Warning("sheet-day-order", "\"{0}\" was read as day/month, like all dates of this kind here", "write dates as 2027-02-06 if they are month/day");
    public static readonly SheetRule FinishBeforeStart = Warning("sheet-finish-before-start", "the finish {0} is before the start {1}", "mend one of them");
    public static readonly SheetRule DurationDisagrees = Warning("sheet-duration-disagrees", "the duration {0} is not the {1} from start to finish; the duration was taken", "mend one of them");
    public static readonly SheetRule StartBeforePredecessor = Warning("sheet-start-before-predecessor", "the start {0} is before {1}, when its predecessors allow it; the predecessors were taken", "mend the start or the predecessors");
    public static readonly SheetRule EscalationTime = Hint("sheet-escalation-time", "when to call {0} is not said; 15 minutes were taken", "change it in the plan");
    public static readonly SheetRule UnknownGate = Warning("sheet-unknown-gate", "\"{0}\" is not the id of a gate of this plan", "write the id of a task of kind gate");
    public static readonly SheetRule LaunchFact = Error("sheet-launch-fact", "\"{0}\" is not {1}", "write {2}");

    // The launch.
    public static readonly SheetRule NoT0 = Error("sheet-no-t0", "no start is a date, so T-0 is not known", "say it: --t0 2027-02-06T02:00");
    public static readonly SheetRule T0Taken = Hint("sheet-t0-taken", "T-0 was taken from the first start of the launch phase: {0}", "say another with --t0");
    public static readonly SheetRule NoZone = Hint("sheet-no-zone", "the sheet does not say its time zone; UTC was taken", "say it: --zone Africa/Djibouti");
    public static readonly SheetRule WindowTaken = Hint("sheet-window-taken", "the sheet does not say the cutover window; {0} was taken", "say it: --window T-30m/T+4h/20m");
    public static readonly SheetRule FarFromT0 = Warning("sheet-far-from-t0", "the sheet's dates begin on {0}, far from T-0 ({1})", "give the T-0 that belongs to these dates");
    public static readonly SheetRule AndMore = Warning("sheet-and-more", "and {0} more", "mend the ones above first");

    // The export.
    public static readonly SheetRule TextTooLong = Error("sheet-text-too-long", "{0} of {1} has {2} characters; a cell holds 32,767", "shorten it");

    public static IReadOnlyList<SheetRule> All { get; } =
        [.. typeof(SheetRules).GetFields().Where(field => field.FieldType == typeof(SheetRule)).Select(field => (SheetRule)field.GetValue(null)!)];

    private static SheetRule Error(string name, string message, string remedy) => new(name, Severity.Error, message, remedy);

    private static SheetRule Warning(string name, string message, string remedy) => new(name, Severity.Warning, message, remedy);

    private static SheetRule Hint(string name, string message, string remedy) => new(name, Severity.Hint, message, remedy);
}
