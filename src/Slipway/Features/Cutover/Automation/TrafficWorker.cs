using System.Diagnostics;
using System.Globalization;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Shifts traffic step by step, looks in each step, and shifts all of it back when something fails.</summary>
public sealed class TrafficWorker(AskCheck checks) : IWorker
{
    /// <summary>So long it tries to shift back before it says that it could not.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan CheckAtMost = TimeSpan.FromSeconds(10);

    public WorkKind Kind => WorkKind.Traffic;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var traffic = (TrafficSettings)settings;
        var proxy = new HaProxy(context.Fill(traffic.Socket));
        var shift = new Shift(context.Fill(traffic.Backend), [.. traffic.From.Select(context.Fill)], [.. traffic.To.Select(context.Fill)]);
        try
        {
            if (await NotThereAsync(proxy, shift, cancellation) is { } notThere)
                return WorkEnd.Failed(notThere);
        }
        catch (HaProxyException refused)
        {
            // Nothing was shifted yet.
            return WorkEnd.Failed(refused.Message);
        }
        string? wrong;
        try
        {
            wrong = await StepAllAsync(proxy, shift, traffic, context, cancellation);
        }
        catch (HaProxyException refused)
        {
            wrong = refused.Message;
        }
        catch (OperationCanceledException) when (!context.Away.IsCancellationRequested)
        {
            // Its time is over, or a person said that it failed: the new version does not go on serving by itself.
            await BackAsync(proxy, shift, context, "stopped");
            throw;
        }
        return wrong is null ? WorkEnd.Succeeded($"100% → {string.Join(", ", shift.To)}") : await BackAsync(proxy, shift, context, wrong);
    }

    private static async Task<string?> NotThereAsync(HaProxy proxy, Shift shift, CancellationToken cancellation)
    {
        var servers = await proxy.ServersAsync(shift.Backend, cancellation);
        if (servers.Count == 0)
            return $"HAProxy has no backend {shift.Backend}.";
        if (shift.From.Concat(shift.To).FirstOrDefault(name => !servers.ContainsKey(name)) is { } unknown)
            return $"The backend {shift.Backend} has no server {unknown}; it has {string.Join(", ", servers.Keys)}.";
        await proxy.ReadyAsync(shift.Backend, shift.To, cancellation);
        return null;
    }

    /// <summary>Null when all steps went well; else what went wrong.</summary>
    private async Task<string?> StepAllAsync(HaProxy proxy, Shift shift, TrafficSettings traffic, WorkContext context, CancellationToken cancellation)
    {
        for (var step = 0; step < traffic.Steps.Count; step++)
        {
            var percent = traffic.Steps[step];
            var before = await proxy.ServersAsync(shift.Backend, cancellation);
            await proxy.WeighAsync(shift.Backend, shift.Weights(percent), cancellation);
            context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"{percent}% → {string.Join(", ", shift.To)}"));
            if (await WatchAsync(proxy, shift, traffic, before, context, cancellation) is { } wrong)
                return $"at {percent}%: {wrong}";
            context.Output.SayProgress((step + 1.0) / traffic.Steps.Count);
        }
        return null;
    }

    /// <summary>Looks until the step is over, and at its end.</summary>
    private async Task<string?> WatchAsync(HaProxy proxy, Shift shift, TrafficSettings traffic, IReadOnlyDictionary<string, HaProxyServer> before, WorkContext context, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = traffic.Each.Nominal.ToTimeSpan() - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
                await Task.Delay(TimeSpan.FromTicks(Math.Min(left.Ticks, traffic.Every.Nominal.ToTimeSpan().Ticks)), cancellation);
            var (good, bad, down) = await CountAsync(proxy, shift, before, cancellation);
            if (down is not null)
                return $"HAProxy says that {down}";
            if (bad > 0 && (double)bad / (good + bad) > traffic.Errors)
                return string.Create(CultureInfo.InvariantCulture, $"{bad} of {good + bad} answers of {string.Join(", ", shift.To)} were errors, more than {traffic.Errors:P1}");
            if (traffic.Check is { } check && await checks.HandleAsync(check, context, CheckAtMost, cancellation) is { Outcome: not WorkOutcome.Succeeded } failed)
                return $"check: {failed.Said}";
            if (Stopwatch.GetElapsedTime(began) < traffic.Each.Nominal.ToTimeSpan())
                continue;
            context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"{good + bad} answers, {bad} errors"));
            return null;
        }
    }

    private static async Task<(long Good, long Bad, string? Down)> CountAsync(HaProxy proxy, Shift shift, IReadOnlyDictionary<string, HaProxyServer> before, CancellationToken cancellation)
    {
        var now = await proxy.ServersAsync(shift.Backend, cancellation);
        var servers = shift.To.Select(name => (Now: now[name], Before: before[name])).ToList();
        return (
            servers.Sum(server => server.Now.Good - server.Before.Good),
            servers.Sum(server => server.Now.Bad - server.Before.Bad),
            servers.Find(server => !server.Now.IsUp).Now is { } down ? $"{down.Name} is {down.Status}" : null);
    }

    /// <summary>All traffic to the old servers again. It does not count as failed while nobody knows where the traffic goes.</summary>
    private static async Task<WorkEnd> BackAsync(HaProxy proxy, Shift shift, WorkContext context, string wrong)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await proxy.WeighAsync(shift.Backend, shift.Weights(0), CancellationToken.None);
                var said = string.Create(CultureInfo.InvariantCulture, $"{wrong}; all traffic went back to {string.Join(", ", shift.From)} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
                context.Output.Say(said);
                return WorkEnd.Failed(said);
            }
            catch (HaProxyException refused) when (Stopwatch.GetElapsedTime(began) < BackWithin)
            {
                context.Output.Say(refused.Message);
                await Task.Delay(BetweenTries, CancellationToken.None);
            }
            catch (HaProxyException refused)
            {
                return WorkEnd.Lost($"{wrong}; the traffic could not be shifted back: {refused.Message}");
            }
        }
    }

    private sealed record Shift(string Backend, IReadOnlyList<string> From, IReadOnlyList<string> To)
    {
        /// <summary>Weights by which the new servers together get so many percent; each server of a side has the same.</summary>
        public Dictionary<string, int> Weights(int percent)
        {
            // The share of a side is its number of servers times their weight.
            var (to, from) = ((double)percent * From.Count, (100.0 - percent) * To.Count);
            var scale = Math.Min(1, HaProxy.LargestWeight / Math.Max(to, from));
            return From.Select(name => (name, Weight(from * scale))).Concat(To.Select(name => (name, Weight(to * scale)))).ToDictionary();

            static int Weight(double weight) => weight == 0 ? 0 : Math.Max(1, (int)Math.Round(weight));
        }
    }
}
