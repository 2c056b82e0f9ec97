using System.Globalization;
using System.Text.Json;

namespace Slipway.Benchmarks;

/// <summary>Runs what is asked for and prints it: a table for people, JSON for programs.</summary>
internal static class Report
{
    private const string Usage = """
        scripts/bench [NAME …] [--rounds N] [--json FILE]
          --rounds  how often subject and peer take turns (default 50)
          --json    writes the figures there too
        Ends with 1 when a figure misses its limit.
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static async Task<int> RunAsync(IReadOnlyList<Measurement> all, string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var (names, rounds, file) = (new List<string>(), 50, (string?)null);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--rounds" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out rounds) && rounds > 0)
                i++;
            else if (arguments[i] == "--json" && i + 1 < arguments.Length)
                file = arguments[++i];
            else if (all.Any(one => one.Name == arguments[i]))
                names.Add(arguments[i]);
            else
                return Explain(all);
        }
        var figures = new List<Figure>();
        foreach (var measurement in all.Where(one => names.Count == 0 || names.Contains(one.Name)))
        {
            Console.Error.WriteLine($"bench: {measurement.Name} …");
            figures.AddRange(await measurement.RunAsync(new Options(rounds)));
        }
        Print(figures);
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { machine = Machine(), figures }, Json) + "\n");
        return figures.TrueForAll(figure => figure.Met) ? 0 : 1;
    }

    private static int Explain(IReadOnlyList<Measurement> all)
    {
        Console.Error.WriteLine(Usage);
        Console.Error.WriteLine($"  NAME      one or more of: {string.Join(", ", all.Select(one => one.Name))}; without it all");
        return 2;
    }

    private static void Print(List<Figure> figures)
    {
        Console.WriteLine($"On {Machine()}:");
        Console.WriteLine();
        Console.WriteLine("| figure | measured | limit | | ours | beside |");
        Console.WriteLine("|---|---:|---:|---|---|---|");
        foreach (var figure in figures)
        {
            var limit = figure.Limit is { } bound ? $"{(figure.AtLeast ? "≥" : "≤")} {bound:0.##}" : "";
            var verdict = figure.Limit is null ? "" : figure.Met ? "met" : "**missed**";
            Console.WriteLine($"| {figure.Name} | {figure.Value:0.##} {figure.Unit} | {limit} | {verdict} | {figure.Subject} | {figure.Peer} |");
        }
    }

    private static string Machine() => $"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}";
}
