using CsCheck;
using Slipway.Formats.Psplib;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Psplib;

public sealed class PsplibReaderTests
{
    private const string Small = """
        ************************************************************************
        PRECEDENCE RELATIONS:
        jobnr.    #modes  #successors   successors
           1        1          2           2   3
           2        1          1           4
           3        1          1           4
           4        1          0
        ************************************************************************
        REQUESTS/DURATIONS:
        jobnr. mode duration  R 1
        ------------------------------------------------------------------------
          1      1     0       0
          2      1     5       4
          3      1     7       1
          4      1     0       0
        ************************************************************************
        RESOURCEAVAILABILITIES:
          R 1
           10
        ************************************************************************
        """;

    [Theory]
    [InlineData("j30")]
    [InlineData("j60")]
    public void Makespan_by_links_is_the_published_critical_path_on_every_instance(string set)
    {
        var folder = SharedData.Folder("psplib");
        Assert.SkipWhen(folder is null, SharedData.Absent);
        var wrong = new List<string>();
        var rows = File.ReadLines(Path.Combine(folder!, set + ".csv")).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal(480, rows.Count);
        foreach (var row in rows)
        {
            using var text = new StreamReader(Path.Combine(folder!, set, row[0]));
            var (project, error) = PsplibReader.Read(text);
            Assert.Null(error);
            var makespan = Makespan.ByLinks(project!.ToNetwork());
            if (makespan != double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))
                wrong.Add($"{row[0]}: {makespan}, published {row[1]}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Reads_jobs_successors_requests_and_capacities()
    {
        var (project, error) = PsplibReader.Read(new StringReader(Small));
        Assert.Null(error);
        Assert.Equal([1, 2, 3, 4], project!.Jobs.Select(job => job.Number));
        Assert.Equal([0, 5, 7, 0], project.Jobs.Select(job => job.Duration));
        Assert.Equal([2, 3], project.Jobs[0].Successors);
        Assert.Equal([4], project.Jobs[1].Requests);
        Assert.Equal([10], project.Capacities);
        Assert.Equal(7, Makespan.ByLinks(project.ToNetwork()));
    }

    [Theory]
    [InlineData("", 1, "no section PRECEDENCE RELATIONS")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 2 2\n", 2, "wrong length")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 3 1 2\n", 2, "job 1 has 3 modes")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 0\n 1 1 0\n", 3, "job 1 appears twice")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 x\n", 2, "'x' is not a whole number")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 1 9\n***\nREQUESTS/DURATIONS:\n 1 1 5 1\n***\nRESOURCEAVAILABILITIES:\n 4\n", 6, "followed by a job that does not exist")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 0\n***\nREQUESTS/DURATIONS:\n 1 1 -5 1\n", 5, "'-5' is not a whole number")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 0\n***\nREQUESTS/DURATIONS:\n 2 1 5 1\n", 5, "no row among the precedence relations")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 0\n***\nREQUESTS/DURATIONS:\n***\n", 5, "not every job has a duration")]
    [InlineData("PRECEDENCE RELATIONS:\n 1 1 0\n***\nREQUESTS/DURATIONS:\n 1 1 5 1\n***\n", 6, "no section RESOURCEAVAILABILITIES")]
    public void Says_line_and_reason_when_a_file_cannot_be_read(string text, int line, string reason)
    {
        var (project, error) = PsplibReader.Read(new StringReader(text));
        Assert.Null(project);
        Assert.Equal(line, error!.Line);
        Assert.Contains(reason, error.What, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Refuses_a_line_without_end()
    {
        var (_, error) = PsplibReader.Read(new StringReader(new string(' ', 5_000_000)));
        Assert.Equal("the line is too long", error!.What);
    }

    [Fact]
    public void Survives_any_damage_to_a_file()
    {
        var damage = Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 40], Gen.String[Gen.Char["0123456789 -*\n\tR:x\0"], 0, 20]);
        Gen.Select(damage, damage).Sample((first, second) =>
        {
            var text = Damaged(Damaged(Small, first), second);
            var (project, error) = PsplibReader.Read(new StringReader(text));
            if (project is null)
                return error is { Line: > 0, What.Length: > 0 };
            var network = project.ToNetwork();
            return error is null && (network.Cycle.Count > 0 || Makespan.ByLinks(network) >= 0);
        }, iter: 20_000);

        static string Damaged(string text, (int At, int Cut, string Put) damage)
        {
            var at = Math.Min(damage.At, text.Length);
            return text[..at] + damage.Put + text[Math.Min(at + damage.Cut, text.Length)..];
        }
    }
}
