namespace Slipway.Platform.Work;

/// <summary>What this process is called among the nodes that serve one database. A node that was started again has another name: what it held before, it holds no more.</summary>
public sealed class NodeName
{
    private const int LongestMachineName = 60;

    public string Value { get; } = $"{Cut(Environment.MachineName)}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";

    public override string ToString() => Value;

    private static string Cut(string machine) => machine.Length <= LongestMachineName ? machine : machine[..LongestMachineName];
}
