using Slipway.Planning.Scheduling;

namespace Slipway.Formats.Psplib;

/// <summary>A scheduling problem of PSPLIB (Kolisch and Sprecher 1996), single mode: jobs, who follows whom, what each needs.</summary>
/// <param name="Jobs">The jobs in the file's order, the supersource first and the supersink last.</param>
/// <param name="Capacities">How much there is of each renewable resource.</param>
public sealed record PsplibProject(IReadOnlyList<PsplibJob> Jobs, IReadOnlyList<int> Capacities)
{
    /// <summary>The jobs and links as a network; resources are left out. Times are the file's own periods.</summary>
    public Network ToNetwork()
    {
        var index = Jobs.Select((job, i) => (job.Number, i)).ToDictionary();
        return Networks.Of(
            [.. Jobs.Select(job => new NetworkTask(job.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), job.Duration))],
            [.. Jobs.SelectMany((job, i) => job.Successors.Select(successor => new NetworkLink(i, index[successor])))]);
    }
}

/// <summary>One job.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Duration">In periods, zero or more.</param>
/// <param name="Successors">The numbers of the jobs that wait for its finish.</param>
/// <param name="Requests">How much of each renewable resource it takes while it runs.</param>
public sealed record PsplibJob(int Number, int Duration, IReadOnlyList<int> Successors, IReadOnlyList<int> Requests);

/// <summary>Why a file is not a single-mode PSPLIB problem.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record PsplibError(int Line, string What, string Remedy);
