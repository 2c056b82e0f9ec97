using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of a task that runs a program.</summary>
internal static class CommandReader
{
    private const int LargestExitCode = 255;

    public static CommandSettings? Read(Fields with)
    {
        with.Need("program");
        var (arguments, environment, good) = (with.TextList("arguments"), Variables(with), Good(with));
        var (program, folder) = (with.FullPath("program"), with.FullPath("folder"));
        return program is null ? null : new CommandSettings { Program = program, Arguments = arguments, Environment = environment, Folder = folder, Good = good };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Variables(Fields with)
    {
        var variables = with.Pairs("environment") ?? [];
        foreach (var (name, _) in variables.Where(variable => !IsVariable(variable.Key)))
            with.Problems.Error("bad-variable", with.KeyOf("environment", name), with.Task, name);
        return [.. variables.Where(variable => IsVariable(variable.Key))];
    }

    private static bool IsVariable(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static IReadOnlyList<int> Good(Fields with)
    {
        var codes = new List<int>();
        foreach (var written in with.List("good"))
        {
            if (WholeNumber.ReadFrom(written.Text, 0) is { } code and <= LargestExitCode)
                codes.Add(code);
            else
                with.Problems.Error("bad-number", written.Where, with.Task, "good", written.Text, $"0 – {LargestExitCode}");
        }
        return codes.Count == 0 ? [0] : [.. codes.Distinct()];
    }
}
