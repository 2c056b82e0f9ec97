using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Slipway.Platform.Cli;

/// <summary>The root of the command line: results on stdout, all else on stderr, exit codes as <see cref="ExitCodes"/>.</summary>
public static partial class CommandLine
{
    public static Command Root()
    {
        // Not a RootCommand, which is named after the file that was started: Slipway.dll is not what people type.
        var help = new HelpOption();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        var root = new Command("slipway", "Slipway plans, rehearses, runs and reviews the launch of a digital public service.")
        {
            help,
            new VersionOption(),
        };
        return root;
    }

    /// <summary>The parser's message with a word of ours for the type that it expected.</summary>
    private static string Plain(string message) =>
        OtherType().Replace(message, type => "; write " + (type.Groups["type"].Value switch
        {
            "Int64" or "Int32" => "a whole number, such as 1",
            "Double" or "Decimal" => "a number, such as 0.3",
            "Boolean" => "true or false",
            _ => "another value",
        }));

    [GeneratedRegex(@" as expected type '(?:System\.Nullable`1\[)?System\.(?<type>\w+)\]?'", RegexOptions.CultureInvariant)]
    private static partial Regex OtherType();

    /// <summary>
    /// So long a command that was told to end may take over it: longer than a server with much to do, which finishes what it has
    /// begun and makes its last copy. Without a word here it is torn off after two seconds.
    /// </summary>
    private static readonly TimeSpan Ending = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(Command root, string[] arguments)
    {
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"slipway: {Plain(error.Message)}");
            await Console.Error.WriteLineAsync($"slipway: see {Words(parsed.CommandResult.Command)} --help");
            return ExitCodes.UnusableInput;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Ending });
        }
        catch (UnusableInputException unusable)
        {
            await Console.Error.WriteLineAsync("slipway: " + unusable.Message);
            return ExitCodes.UnusableInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("slipway: stopped before the end.");
            return ExitCodes.UnusableInput;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"slipway: this is a fault of Slipway, please report it with what follows.{Environment.NewLine}{fault}");
            return ExitCodes.OurFault;
        }
    }

    private static string Words(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{Words(parent)} {command.Name}"
        : "slipway";
}
