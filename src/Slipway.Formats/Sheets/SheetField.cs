namespace Slipway.Formats.Sheets;

/// <summary>What a column of a sheet is about.</summary>
public enum SheetField
{
    /// <summary>It is not about the plan, or nobody knows: it is not read.</summary>
    Ignored,

    /// <summary>The task's number in the sheet, by which predecessors name it.</summary>
    Number,
    Id,
    Kind,
    Title,

    /// <summary>The instruction. Several such columns are put together.</summary>
    Do,
    Expect,
    Phase,
    Workstream,

    /// <summary>One person or several; the first is the owner.</summary>
    Owner,
    Deputy,
    Who,
    Team,

    /// <summary>The duration.</summary>
    Takes,
    Attended,

    /// <summary>The predecessors.</summary>
    After,

    /// <summary>The day of start and finish, where their own columns hold only the time.</summary>
    Date,
    Start,
    Finish,
    NotBefore,
    NotAfter,
    Undo,

    /// <summary>Whether a task may not be skipped, or a criterion has to be met.</summary>
    Mandatory,
    Purpose,
    StartBy,
    EndBy,
    VerifiedBy,
    EscalateAfter,
    EscalateTo,
    Where,
    System,
    Ref,
    Evidence,

    /// <summary>What a task does by itself, as the plan writes it in braces.</summary>
    Work,
    GoLive,
    Voters,
    Decider,
    Quorum,

    /// <summary>How far the task is. A plan holds no status; cancelled tasks are told.</summary>
    Status,

    // A sheet of gates and their criteria.
    Gate,
    Criterion,
    CriterionTitle,
    Met,

    // A sheet of people.
    PersonId,
    Name,
    Roles,
    Email,
    Phone,
    Language,
}

/// <summary>The unit of a duration column's plain numbers.</summary>
public enum DurationUnit
{
    /// <summary>The header does not say: whole numbers are minutes, fractions are asked about.</summary>
    Unsaid,
    Seconds,
    Minutes,
    Hours,
    Days,
}
