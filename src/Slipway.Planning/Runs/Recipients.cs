using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Whom a message is for in a run.</summary>
public static class Recipients
{
    /// <summary>
    /// Everybody whom a name means at a moment, or who stands in for them: the person, all holders of the role, all members
    /// of the team. Who leads and who keeps the record is one person, who is on shift; none when nobody is.
    /// </summary>
    public static IEnumerable<Person> Of(RunState run, string name, Instant now)
    {
        var people = run.Plan.People(run.Clock);
        IEnumerable<Person> named = name is Roles.CutoverManager or Roles.Scribe ? people.Who(name, now) is { } one ? [one] : [] : people.Among(name);
        return named.Select(person => people.Person(run.StandInFor(person.Id))).OfType<Person>().Distinct();
    }
}
