using System.CommandLine;
using Slipway.Platform.Cli;

namespace Slipway.Tests.Platform.Cli;

public sealed class CommandTests
{
    public static TheoryData<string> Leaves => [.. Below(Program.Root()).Select(command => Name(command))];

    [Theory, MemberData(nameof(Leaves))]
    public void Every_command_has_an_example_that_can_be_run_as_it_stands(string name)
    {
        var command = Assert.IsType<ExampleCommand>(Below(Program.Root()).Single(leaf => Name(leaf) == name));
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example =>
        {
            Assert.StartsWith($"slipway {name}", example, StringComparison.Ordinal);
            var parsed = Program.Root().Parse(example["slipway ".Length..]);
            Assert.Empty(parsed.Errors.Select(error => error.Message));
            Assert.Equal(name, Name(parsed.CommandResult.Command));
        });
    }

    [Theory, MemberData(nameof(Leaves))]
    public void Every_command_and_option_says_what_it_is_in_a_sentence(string name)
    {
        var command = Below(Program.Root()).Single(leaf => Name(leaf) == name);
        Assert.All([command.Description, .. command.Options.Select(option => option.Description), .. command.Arguments.Select(argument => argument.Description)],
            description => Assert.False(string.IsNullOrWhiteSpace(description)));
        Assert.EndsWith(".", command.Description, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Below);

    private static string Name(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { Name: not "slipway" } parent ? $"{Name(parent)} {command.Name}" : command.Name;
}
