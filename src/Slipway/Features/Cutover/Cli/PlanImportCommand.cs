using System.CommandLine;
using NodaTime;
using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Platform;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan import SHEET -o FOLDER</c>: a plan out of the sheet that people have.</summary>
internal static class PlanImportCommand
{
    public static Command Create()
    {
        var sheet = new Argument<string>("SHEET") { Description = "An .xlsx or .csv file." };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write launch.yaml and cutover.yaml into.", HelpName = "FOLDER", Required = true };
        var t0 = new Option<string?>("--t0") { Description = "T-0 on the zone's wall clock: 2027-02-06T02:00. Else the first start of the launch phase.", HelpName = "TIME" };
        var zone = new Option<string?>("--zone") { Description = "The zone of the sheet's times: Africa/Djibouti. Else UTC.", HelpName = "ZONE" };
        var window = new Option<string?>("--window") { Description = "Opening, closing and contingency: T-30m/T+4h/20m.", HelpName = "WINDOW" };
        var id = new Option<string?>("--id") { Description = "The launch's id. Else from the file's name.", HelpName = "ID" };
        var title = new Option<string?>("--title") { Description = "The launch's title. Else the file's name.", HelpName = "TITLE" };
        var name = new Option<string?>("--sheet") { Description = "The sheet that holds the plan, when another one was taken.", HelpName = "NAME" };
        var header = new Option<int?>("--header") { Description = "The row of its column names, when another one was taken.", HelpName = "ROW" };
        var column = new Option<string[]>("--column") { Description = "What a column is, when it was taken for something else: C=owner, D=title:fr, E=takes:h, F=ignored. May be repeated.", HelpName = "COLUMN=FIELD" };
        var force = new Option<bool>("--force") { Description = "Write into a folder that holds something; launch.yaml and cutover.yaml are replaced." };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "import",
            "Makes a plan of a spreadsheet, in English, French, Portuguese, Spanish or Arabic, and lists every cell that it did not understand. Exit code 0: all understood; 1: written without what is listed; 2: nothing written, because the file, an option or the plan that this makes cannot be used. See docs/spreadsheets.md.",
            "slipway plan import examples/sheets/cutover.csv -o my-launch --t0 2027-02-05T22:00 --zone Africa/Djibouti --window T-30m/T+11h/90m",
            "slipway plan import examples/sheets/cutover.csv -o my-launch --force --column C=ignored --json")
        {
            sheet, output, t0, zone, window, id, title, name, header, column, force, json,
        };
        command.SetAction(parsed =>
        {
            var wish = new ImportWish(parsed.GetValue(name), parsed.GetValue(header), parsed.GetValue(column) ?? []);
            var options = new ImportOptions
            {
                LaunchId = parsed.GetValue(id) is { } said ? Id(said) : null,
                Title = parsed.GetValue(title) is { } words ? LocalizedText.Of(words) : null,
                Zone = parsed.GetValue(zone) is { } tz ? Zone(tz) : null,
                T0 = parsed.GetValue(t0) is { } start ? T0(start) : null,
                Window = parsed.GetValue(window) is { } opening ? Window(opening) : null,
            };
            return Run(parsed.GetValue(sheet)!, parsed.GetValue(output)!, wish, options, parsed.GetValue(force), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(string path, string folder, ImportWish wish, ImportOptions options, bool force, bool json)
    {
        var reading = SheetReader.Read(Path.GetFileName(path), Content(path));
        var mapping = reading.Workbook is { } workbook ? wish.Mapping(workbook) : null;
        var told = reading.Problems;
        var texts = mapping is null ? null : ImportedTexts.Of(Path.GetFileName(path), Import);
        if (texts is { MayBeSaved: true })
            NewFiles.WriteLaunch(folder, texts.Texts.LaunchYaml, texts.Texts.CutoverYaml, force);
        var report = ImportReport.Of(path, folder, reading.Workbook, mapping, told, texts);
        if (json)
            JsonOutput.WriteLine(report);
        else
            report.Print();
        return !report.Written ? ExitCodes.UnusableInput : report.Ok ? ExitCodes.Good : ExitCodes.NotGood;

        ImportResult Import()
        {
            var result = SheetImport.ToPlan(reading.Workbook!, mapping!, options);
            told = [.. reading.Problems, .. result.Problems];
            return result;
        }
    }

    private static byte[] Content(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new UnusableInputException($"{path} is not there; give the path of an .xlsx or .csv file.");
            if (file.Length > SheetLimits.Default.FileBytes)
                throw new UnusableInputException($"{path}: {SheetRules.TooLarge.Line([$"{file.Length:N0}", $"{SheetLimits.Default.FileBytes:N0}"])}.");
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} cannot be read ({failure.Message}).", failure);
        }
    }

    private static string Id(string text) =>
        TaskEditor.IsId(text) ? text
        : throw new UnusableInputException($"\"{text}\" is not an id; write small letters, digits and hyphens, such as my-launch.");

    private static DateTimeZone Zone(string text) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(text)
        ?? throw new UnusableInputException($"\"{text}\" is not a time zone; write its name, such as Africa/Djibouti or Europe/Paris.");

    private static PlanTime.WallClock T0(string text) =>
        TimeParser.WallClock(text) is { Ok: true } time ? time.Value
        : throw new UnusableInputException($"\"{text}\" is not a T-0; write {TimeParser.WallClock(text).Correction ?? "2027-02-06T02:00"}.");

    private static CutoverWindow Window(string text)
    {
        var parts = text.Split('/');
        if (parts.Length is 2 or 3 && TimeParser.Time(parts[0]) is { Ok: true } opens && TimeParser.Time(parts[1]) is { Ok: true } closes
            && TimeParser.Duration(parts.Length == 3 ? parts[2] : "0m") is { Ok: true, Value.IsNegative: false } contingency)
            return new CutoverWindow(opens.Value, closes.Value, contingency.Value);
        throw new UnusableInputException($"\"{text}\" is not a window; write its opening, closing and contingency, such as T-30m/T+4h/20m.");
    }
}
