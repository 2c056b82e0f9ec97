using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads the sheet of people: a row for each.</summary>
internal static class PeopleSheet
{
    public static void Read(Grid grid, ColumnMapping mapping, ImportContext context)
    {
        var columns = new FieldColumns(mapping);
        var rows = grid.Rows.Where(row => row.Number > mapping.HeaderRow)
            .Select(row => new SheetTask(grid, columns, row, new Dictionary<int, Cell>()) { IsRollback = false }).ToList();
        // A deputy may stand below; so everybody is known before deputies are looked for.
        var deputies = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            var name = context.Text(row, SheetField.Name) ?? row.Text(SheetField.PersonId);
            if (string.IsNullOrWhiteSpace(name))
                continue;
            var id = context.People.Add(new Person(
                row.Text(SheetField.PersonId),
                name,
                RolesOf(row, context),
                null,
                context.Text(row, SheetField.Email)?.Trim(),
                context.Text(row, SheetField.Phone),
                LanguageOf(row, context)));
            if (row.Text(SheetField.Deputy) is { Length: > 0 } deputy && (context.IsOurs || !PeopleBook.IsNobody(deputy)))
                deputies[id] = deputy;
        }
        foreach (var (id, deputy) in deputies)
            context.People.SetDeputy(id, deputy);
    }

    private static string? LanguageOf(SheetTask row, ImportContext context)
    {
        if (context.Text(row, SheetField.Language)?.Trim() is not { } text)
            return null;
        if (WordList.Values.Find("language", text) is { } known)
            return known;
        if (LanguageList.Usual(text) is { } tag)
            return tag;
        context.Findings.Add(SheetRules.NotAWord, row.Grid, row.Place(SheetField.Language), text, "en, fr, ar, es, pt-BR");
        return null;
    }

    private static List<string> RolesOf(SheetTask row, ImportContext context)
    {
        var roles = new List<string>();
        foreach (var part in row.Text(SheetField.Roles).Split([';', ',', '/', '\n', '،'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var role = Roles.OfPeople.Contains(part) ? part : WordList.Values.Find("role", part);
            if (role is null || !Roles.OfPeople.Contains(role))
                context.Findings.Add(SheetRules.UnknownRole, row.Grid, row.Place(SheetField.Roles), part, string.Join(", ", Roles.OfPeople));
            else if (!roles.Contains(role))
                roles.Add(role);
        }
        return roles;
    }
}
