using System.CommandLine;

namespace Slipway.Platform.Cli;

/// <summary>A command whose help ends with an example that can be run as it stands.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
