using System.Globalization;

namespace Slipway.Formats.Psplib;

/// <summary>Reads PSPLIB's single-mode <c>.sm</c> files.</summary>
public sealed class PsplibReader
{
    private const int LongestLine = 4096;
    private const int MostJobs = 100_000;
    private const int MostLinks = 1_000_000;
    private const int MostResources = 100;

    private readonly TextReader text;
    private int line;
    private int links;

    private PsplibReader(TextReader text) => this.text = text;

    /// <summary>The project, or else why the text is none. Only a failing <paramref name="text"/> throws.</summary>
    public static (PsplibProject? Project, PsplibError? Error) Read(TextReader text)
    {
        try
        {
            return (new PsplibReader(text).Project(), null);
        }
        catch (Unreadable unreadable)
        {
            return (null, unreadable.Error);
        }
    }

    private PsplibProject Project()
    {
        Skip("PRECEDENCE RELATIONS");
        var successors = new Dictionary<int, int[]>();
        foreach (var row in Table())
        {
            if (row.Length < 3 || row.Length != 3 + row[2])
                throw Wrong("a row of the precedence relations has the wrong length", "Give job number, number of modes, number of successors, then that many successors.");
            if (row[1] != 1)
                throw Wrong($"job {row[0]} has {row[1]} modes", "Give a single-mode (.sm) problem.");
            if (!successors.TryAdd(row[0], row[3..]))
                throw Wrong($"job {row[0]} appears twice", "Give each job one row.");
            if (successors.Count > MostJobs)
                throw Wrong($"there are more than {MostJobs} jobs", "Give a smaller problem.");
            if ((links += row[2]) > MostLinks)
                throw Wrong($"there are more than {MostLinks} successors", "Give a smaller problem.");
        }
        Skip("REQUESTS/DURATIONS");
        var jobs = new List<PsplibJob>();
        var seen = new HashSet<int>();
        foreach (var row in Table())
        {
            if (row.Length < 3 || row[1] != 1 || row[2] < 0)
                throw Wrong("a row of the durations cannot be read", "Give job number, mode 1, a duration of zero or more, then the requests.");
            if (row.Length > 3 + MostResources)
                throw Wrong($"there are more than {MostResources} resources", "Give a smaller problem.");
            if (!seen.Add(row[0]) || !successors.TryGetValue(row[0], out var following))
                throw Wrong($"job {row[0]} has two durations, or no row among the precedence relations", "Give each job one row in both tables.");
            if (jobs.Count > 0 && jobs[0].Requests.Count != row.Length - 3)
                throw Wrong($"job {row[0]} has another number of requests than the first", "Give each job a request for each resource.");
            jobs.Add(new PsplibJob(row[0], row[2], following, row[3..]));
        }
        if (jobs.Count == 0 || jobs.Count != successors.Count)
            throw Wrong("not every job has a duration", "Give each job one row in both tables.");
        if (jobs.Find(job => job.Successors.Any(successor => !successors.ContainsKey(successor))) is { } lost)
            throw Wrong($"job {lost.Number} is followed by a job that does not exist", "Name only jobs of the file.");
        Skip("RESOURCEAVAILABILITIES");
        var capacities = Table().FirstOrDefault() ?? [];
        if (capacities.Length < jobs[0].Requests.Count)
            throw Wrong("a resource has no availability", "Give one availability for each resource.");
        return new PsplibProject(jobs, capacities[..jobs[0].Requests.Count]);
    }

    /// <summary>The rows of numbers below a heading, to the next line of stars; headers and rules between them are passed over.</summary>
    private IEnumerable<int[]> Table()
    {
        while (NextLine() is { } row && !row.StartsWith("***", StringComparison.Ordinal))
        {
            var words = row.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || !char.IsAsciiDigit(words[0][0]))
                continue;
            var numbers = new int[words.Length];
            for (var i = 0; i < words.Length; i++)
            {
                if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                    throw Wrong($"'{Short(words[i])}' is not a whole number", "Correct the table.");
            }
            yield return numbers;
        }
    }

    private void Skip(string heading)
    {
        while (NextLine() is { } row)
        {
            if (row.StartsWith(heading, StringComparison.Ordinal))
                return;
        }
        throw Wrong($"there is no section {heading}", "Give a PSPLIB file (.sm).");
    }

    private string? NextLine()
    {
        var read = new System.Text.StringBuilder();
        int next;
        while ((next = text.Read()) >= 0 && next != '\n')
        {
            if (read.Length == LongestLine)
            {
                line++;
                throw Wrong("the line is too long", "Give a PSPLIB file (.sm).");
            }
            read.Append((char)next);
        }
        if (next < 0 && read.Length == 0)
            return null;
        line++;
        return read.ToString();
    }

    private Unreadable Wrong(string what, string remedy) => new(new PsplibError(Math.Max(line, 1), what, remedy));

    private static string Short(string word) => word.Length <= 20 ? word : word[..20] + "…";

    /// <summary>Leaves the reader from within its tables; never leaves <see cref="Read"/>.</summary>
#pragma warning disable CA1032, CA1064 // A way out of this class alone, which no other code can catch or make.
    private sealed class Unreadable(PsplibError error) : Exception
#pragma warning restore CA1032, CA1064
    {
        public PsplibError Error { get; } = error;
    }
}
