using Slipway.Platform.Notices;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Says how a message of the plan ended: who was told, and what a provider said where it did not take it.</summary>
internal static class MessageEnd
{
    /// <summary>So many are named; the delivery log has all.</summary>
    private const int MostNamed = 40;

    public static WorkEnd Of(IReadOnlyList<NoticeStanding> all) =>
        all.Count == 0 ? WorkEnd.Succeeded("Nothing was sent: programs are told nothing that is only tried.")
        : all.All(one => one.Sent is not null) ? WorkEnd.Succeeded(Say(all))
        : WorkEnd.Failed(Say(all));

    public static WorkEnd OfStopped(IReadOnlyList<NoticeStanding> all) => WorkEnd.Failed($"stopped · {Say(all)}");

    /// <summary><c>okoth (email)</c></summary>
    public static string Who(NoticeStanding one) => $"{Name(one)} ({Kebab.Of(one.Channel)})";

    /// <summary>The first of them; of the others only how many they are.</summary>
    public static string Several(IReadOnlyCollection<string> all, string between) =>
        string.Join(between, all.Take(MostNamed)) + (all.Count > MostNamed ? $"{between}+{all.Count - MostNamed}" : "");

    private static string Say(IReadOnlyList<NoticeStanding> all)
    {
        var told = all.Where(one => one.Sent is not null).ToList();
        var names = told.GroupBy(Name).Select(one => $"{one.Key} ({string.Join(", ", one.Select(way => Kebab.Of(way.Channel)).Distinct())})").ToList();
        List<string> parts = [$"{told.Count}/{all.Count}"];
        if (all.Where(one => one.Sent is null).Select(one => $"{Who(one)}: {one.Said}").ToList() is { Count: > 0 } failed)
            parts.Add($"not told: {Several(failed, "; ")}");
        if (names.Count > 0)
            parts.Add($"told: {Several(names, ", ")}");
        return string.Join(" · ", parts);
    }

    /// <summary>Of a program only the host: the rest of its address may be a secret.</summary>
    private static string Name(NoticeStanding one) => one.Channel == NoticeChannel.Webhook ? new Uri(one.Address).Host : one.Person ?? one.Address;
}
