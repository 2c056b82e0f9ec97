using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Contracts;
using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Pages;

/// <summary>The program with its sample, on a database of either kind; the tests of a class share it, each with tasks of its own.</summary>
public abstract class PlanApp(DatabaseKind kind) : IAsyncLifetime
{
    private string? postgres;
    private SlipwayApp? app;

    public ILaunches Launches => app!.Services.GetRequiredService<ILaunches>();

    public async ValueTask InitializeAsync()
    {
        if (kind == DatabaseKind.Postgres && !PostgresServer.Installed)
            return;
        postgres = kind == DatabaseKind.Postgres ? PostgresServer.NewDatabase() : null;
        app = await SlipwayApp.StartAsync(settings => postgres is null ? settings : settings with { Place = DatabasePlace.Postgres(postgres) });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (postgres is not null)
            PostgresServer.GiveBack(postgres);
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser in which somebody of the sample is signed in; the language is theirs unless it is said.</summary>
    public async Task<PlainBrowser> AsAsync(string person, string language = "en")
    {
        Assert.SkipWhen(app is null, "PostgreSQL is not installed (apt-get install postgresql).");
        var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync($"button[value='{person}']");
        await browser.GoAsync($"/language/{language}?back=/launches/usct");
        return browser;
    }

    public async Task<HttpClient> ClientAsync(string role)
    {
        Assert.SkipWhen(app is null, "PostgreSQL is not installed (apt-get install postgresql).");
        return await app.ClientAsync(role);
    }

    /// <summary>How many runs there are, which is the newest one's number.</summary>
    public async Task<int> RunsAsync() => (await app!.Services.GetRequiredService<IRunHistory>().OfAsync("usct", default)).Count;

    /// <summary>A stream of the journal.</summary>
    public Task<IReadOnlyList<JournalEntry>> StreamAsync(string stream) => app!.Services.GetRequiredService<JournalStore>().ReadAsync(stream);

    public async Task<PlanVersion> NewestAsync() => (await Launches.CurrentAsync("usct", default))!;

    /// <summary>Somebody else saves one value of a task meanwhile.</summary>
    public async Task<PlanVersion> SaveAsync(string person, string task, string name, string value)
    {
        var version = await NewestAsync();
        var edit = TaskEditor.Change(version.Texts, task, TaskValues.Of(version.Plan.Task(task)!, version.Plan.Launch.Languages).With([new(name, value)]));
        return await SaveAsync(person, edit.Texts!);
    }

    public async Task<PlanVersion> SaveAsync(string person, PlanTexts texts) =>
        Assert.IsType<VersionAdded.Added>(await Launches.AddVersionAsync("usct", (await NewestAsync()).Number, texts, new VersionNote(person, null), default)).Version;
}

public sealed class PlanAppOnSqlite() : PlanApp(DatabaseKind.Sqlite);

public sealed class PlanAppOnPostgres() : PlanApp(DatabaseKind.Postgres);
