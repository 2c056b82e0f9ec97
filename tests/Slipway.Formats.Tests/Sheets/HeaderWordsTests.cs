using Slipway.Formats.Sheets;
using Slipway.Formats.Sheets.Import;

namespace Slipway.Formats.Tests.Sheets;

public sealed class HeaderWordsTests
{
    [Fact]
    public void A_name_stands_in_one_line_only()
    {
        var names = WordList.Lines("header-words.txt").SelectMany(line => line.Words.Select(word => (Key: Folding.Key(word), line.Key, word)));

        Assert.DoesNotContain(names.GroupBy(name => name.Key), group => group.Select(name => name.Key).Count() > 1);
    }

    [Fact]
    public void Every_line_is_a_field_in_a_language()
    {
        foreach (var (key, words) in WordList.Lines("header-words.txt"))
        {
            var field = key.Split(' ')[0];
            Assert.True(field is "description" or "step" || Enum.TryParse<SheetField>(field, ignoreCase: true, out _), key);
            Assert.Contains(key.Split(' ')[1], (string[])["en", "fr", "pt", "es", "ar"]);
            Assert.NotEmpty(words);
        }
    }

    [Theory]
    [InlineData("TASK NAME", "title")]
    [InlineData("Tâche", "title")]
    [InlineData("TACHE", "title")]
    [InlineData("المُهِمَّة", "title")]
    [InlineData("مهمه", "title")]
    [InlineData("Responsável", "owner")]
    [InlineData("Responsible (name + phone)", "owner")]
    [InlineData("Task owner / Responsable", "owner")]
    [InlineData("Planned start", "start")]
    [InlineData("Date de début prévue", "start")]
    [InlineData("Actual start", "ignored")]
    [InlineData("Début réel", "ignored")]
    [InlineData("Start (computed)", "ignored")]
    [InlineData("Est. duration", "takes")]
    [InlineData("Predecesoras", "after")]
    [InlineData("المهام السابقة", "after")]
    [InlineData("N°", "number")]
    [InlineData("#", "number")]
    [InlineData("No.", "number")]
    [InlineData("Retour arrière", "undo")]
    [InlineData("Back-out plan", "undo")]
    [InlineData("Resultado esperado", "expect")]
    [InlineData("النتيجة المتوقعة", "expect")]
    public void Names_of_real_sheets_are_known(string name, string word) => Assert.Equal(word, HeaderMatch.Of(name)?.Word);

    [Theory]
    [InlineData("Duration (min)", DurationUnit.Minutes)]
    [InlineData("Durée (heures)", DurationUnit.Hours)]
    [InlineData("Duração em horas", DurationUnit.Hours)]
    [InlineData("المدة (دقيقة)", DurationUnit.Minutes)]
    [InlineData("Duration [days]", DurationUnit.Days)]
    [InlineData("Duration", DurationUnit.Unsaid)]
    public void The_unit_of_a_duration_is_read(string name, DurationUnit unit) => Assert.Equal(unit, HeaderMatch.Of(name)?.Unit);

    [Theory]
    [InlineData("Cost centre")]
    [InlineData("The quick brown fox")]
    [InlineData("")]
    [InlineData("()")]
    public void Other_names_are_not_taken_for_anything(string name) => Assert.Null(HeaderMatch.Of(name));

    [Theory]
    [InlineData("owner")]
    [InlineData("title:fr")]
    [InlineData("takes:h")]
    [InlineData("ignored")]
    public void A_column_use_is_written_as_it_is_read(string text) => Assert.Equal(text, ColumnUse.Parse(text.ToUpperInvariant().Replace(":FR", ":fr", StringComparison.Ordinal))?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("boss")]
    [InlineData("takes:x")]
    [InlineData("owner:fr")]
    public void What_is_no_column_use_is_refused(string text) => Assert.Null(ColumnUse.Parse(text));
}
