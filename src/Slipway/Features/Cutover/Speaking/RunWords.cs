using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Says what is in a run in the reader's language: names, titles, refusals.</summary>
public sealed class RunWords(Texts texts, RunState run)
{
    private readonly PlanWords plan = new(texts, run.Plan);

    public Texts Texts { get; } = texts;

    public TimeText Times { get; } = new(texts, run.Clock.Zone, run.T0);

    public string Title(string task) => plan.Title(task);

    public string Title(PlanTask task) => plan.Title(task);

    /// <summary>A person's name, a role's words, a token as it is called.</summary>
    public string Name(string? personOrRole) => plan.Name(personOrRole);

    public string? VerifierOf(string task) => run.Plan.Task(task)?.VerifiedBy;

    public string CriterionTitle(string gate, string criterion) =>
        run.Plan.Task(gate)?.Gate?.Criteria.FirstOrDefault(candidate => candidate.Id == criterion)?.Title.In(Texts.Language) ?? criterion;

    /// <summary>Which criteria a decision waived, by their titles.</summary>
    public string Waived(GateDecided decided) =>
        Texts.Format("gate.waived-line", ("titles", string.Join(Texts["chart.list-separator"], decided.Waived.Select(waived => Texts.Foreign(CriterionTitle(decided.Task, waived))))));

    public string Condition(Condition condition) =>
        Texts.Format("gate.condition-line", ("text", Texts.Foreign(condition.Text)), ("name", Name(condition.Owner)), ("time", Times.Local(condition.Due)));

    public string Workstream(string? workstream) => plan.Workstream(workstream);

    /// <summary>The sentence of a refusal: what is wrong and what to do.</summary>
    public string Refusal(Refusal refusal)
    {
        // "02:17 was before 02:17" helps nobody.
        var times = refusal.Values.Select(Time).OfType<Instant>().Distinct().ToList();
        Func<Instant, string> to = times.DistinctBy(Times.Both).Count() < times.Count ? Times.BothToTheSecond : Times.Both;
        var values = refusal.Values.Select(value => Value(value, to)).ToList();
        return Texts.Format(
            $"refusals.{refusal.Rule}",
            ("a", values.ElementAtOrDefault(0) ?? ""),
            ("b", values.ElementAtOrDefault(1) ?? ""),
            ("c", values.ElementAtOrDefault(2) ?? ""));
    }

    private string Value(string value, Func<Instant, string> time) => value.Contains(RefusalValues.Arrow, StringComparison.Ordinal)
        ? string.Join(Texts["shared.arrow"], value.Split(RefusalValues.Arrow).Select(one => One(one, time)))
        : string.Join(Texts["chart.list-separator"], value.Split('|').Select(one => One(one, time)));

    private string One(string value, Func<Instant, string> time) => value.Split(':', 2) switch
    {
        ["task", var id] => Texts.Foreign(Title(id)),
        ["person", var id] => Texts.Foreign(Name(id)),
        ["criterion", var named] when named.Split('/') is [var gate, var id] => Texts.Foreign(CriterionTitle(gate, id)),
        ["time", _] when Time(value) is { } instant => time(instant),
        _ => value,
    };

    private static Instant? Time(string value) =>
        value.Split(':', 2) is ["time", var at] && InstantPattern.ExtendedIso.Parse(at) is { Success: true, Value: var instant } ? instant : null;
}
