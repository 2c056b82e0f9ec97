using Slipway.Planning.Automation;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>Messages of the plan: they have to arrive, and many read them.</summary>
internal static class MessageChecks
{
    public static IEnumerable<Finding> NoAddress(CheckContext check) =>
        from message in Messages(check)
        from unreachable in Unreachable(check, message.Notify).DistinctBy(unreachable => unreachable.Person.Id)
        select Finding.At(message.Task, $"with/to/{unreachable.Number}", unreachable.Person.Id);

    public static IEnumerable<Finding> SecretInMessage(CheckContext check) =>
        from message in Messages(check)
        from text in message.Notify.Written.Texts("with")
        let secret = Placeholder.In(text.Value).FirstOrDefault(placeholder => Environments(check).Any(values => placeholder.HoldsSecret(values)))
        where secret is not null
        select Finding.At(message.Task, text.Path, secret.Name);

    private static IEnumerable<(PlanTask Task, NotifySettings Notify)> Messages(CheckContext check) =>
        from task in check.Graph.Tasks
        where task.Work?.With is NotifySettings
        select (task, (NotifySettings)task.Work!.With);

    private static IEnumerable<(int Number, Person Person)> Unreachable(CheckContext check, NotifySettings notify) =>
        from name in notify.To.Select((name, number) => (name, number))
        from person in check.People.Among(name.name)
        where person is { Email: null, Phone: null }
        select (name.number, person);

    /// <summary>What is written there names a secret of its own also where there is no environment.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, string>> Environments(CheckContext check) =>
        [check.Launch.LiveEnvironment ?? new Dictionary<string, string>(), check.Launch.RehearsalEnvironment ?? new Dictionary<string, string>()];
}
