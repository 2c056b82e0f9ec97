namespace Slipway.Planning.Plans;

/// <summary>The roles of a launch, and the two functions that only a shift gives.</summary>
public static class Roles
{
    public const string ServiceOwner = "service-owner";
    public const string ServiceDesigner = "service-designer";
    public const string ItOperations = "it-operations";
    public const string DigitalSecurityManager = "digital-security-manager";
    public const string CommunicationsManager = "communications-manager";
    public const string Trainer = "trainer";
    public const string SupportAgent = "support-agent";
    public const string PublicServant = "public-servant";
    public const string Observer = "observer";

    /// <summary>Runs the installation and may act for anybody; never a role in a plan.</summary>
    public const string Administrator = "administrator";

    /// <summary>Given by a shift: leads the run.</summary>
    public const string CutoverManager = "cutover-manager";

    /// <summary>Given by a shift: may act for anyone.</summary>
    public const string Scribe = "scribe";

    /// <summary>The roles that a person of a launch may have.</summary>
    public static IReadOnlyList<string> OfPeople { get; } =
    [
        ServiceOwner, ServiceDesigner, ItOperations, DigitalSecurityManager, CommunicationsManager,
        Trainer, SupportAgent, PublicServant, Observer,
    ];

    /// <summary>What a task may name as its owner, deputy, voter or decider besides a person.</summary>
    public static IReadOnlyList<string> OfTasks { get; } = [.. OfPeople, CutoverManager, Scribe];

    /// <summary>The roles that a token may have.</summary>
    public static IReadOnlyList<string> OfTokens { get; } = [.. OfPeople, Administrator];
}
