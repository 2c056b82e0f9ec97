using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Formats.Plans;

/// <summary>Reads the people, teams and shifts of a launch.</summary>
internal static class PeopleReader
{
    public static IReadOnlyList<Person> People(Fields launch, LanguageList languages)
    {
        // Whoever had the clock's name would be taken for it.
        var ids = new IdList([.. Roles.OfTasks, RunCommand.Clock]);
        var people = new List<Person>();
        foreach (var (index, map) in launch.Maps("people"))
        {
            var person = new Fields(map, Grammar.Person, launch.Problems);
            var id = ids.Read(person, $"(people/{index})");
            person.Need("name");
            var language = person.Scalar("language");
            people.Add(new Person(
                id,
                person.Text("name") ?? id,
                RolesOf(person),
                person.Word("deputy"),
                person.Word("email"),
                person.Text("phone"),
                language is null ? null : languages.Read(language.Text, language.Where, null)));
        }
        return people;
    }

    public static IReadOnlyList<Team> Teams(Fields launch, LanguageList languages, PlanClock clock)
    {
        var ids = new IdList();
        var teams = new List<Team>();
        foreach (var (index, map) in launch.Maps("teams"))
        {
            var team = new Fields(map, Grammar.Team, launch.Problems);
            var id = ids.Read(team, $"(teams/{index})");
            team.Need("members");
            teams.Add(new Team(id, team.Localized("title", languages), team.WordList("members"), Hours(team), clock.Periods(team, "closed")));
        }
        return teams;
    }

    public static IReadOnlyList<Shift> Shifts(Fields launch, PlanClock clock)
    {
        var shifts = new List<Shift>();
        foreach (var (_, map) in launch.Maps("shifts"))
        {
            var shift = new Fields(map, Grammar.Shift, launch.Problems);
            shift.Need("from");
            shift.Need("to");
            var (from, to) = (clock.Time(shift, "from", mayLackDate: true), clock.Time(shift, "to", mayLackDate: true));
            var (manager, scribe, on) = (shift.Word("manager"), shift.Word("scribe"), shift.WordList("on"));
            if (from is not null && to is not null && clock.IsForward(from, to, shift.WhereIs("to"), null))
                shifts.Add(new Shift(from, to, manager, scribe, on));
        }
        return shifts;
    }

    private static List<string> RolesOf(Fields person)
    {
        var roles = new List<string>();
        foreach (var scalar in person.List("roles"))
        {
            var role = scalar.Text.Trim().ToLowerInvariant();
            if (!Roles.OfPeople.Contains(role))
                person.Problems.Error("unknown-role", scalar.Where, null, scalar.Text, Nearest.Of(role, Roles.OfPeople) ?? Nearest.None, string.Join(", ", Roles.OfPeople));
            else if (!roles.Contains(role))
                roles.Add(role);
        }
        return roles;
    }

    private static List<WeeklyHours> Hours(Fields team)
    {
        var hours = new List<WeeklyHours>();
        foreach (var scalar in team.List("hours"))
        {
            var parsed = TimeParser.Hours(scalar.Text);
            if (parsed.Ok)
                hours.AddRange(parsed.Value);
            else
                team.Problems.Error("bad-hours", scalar.Where, null, scalar.Text, parsed.Correction ?? "Mon-Thu,Sun 08:00-16:00");
        }
        return hours;
    }
}
