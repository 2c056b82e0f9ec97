using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Launches;
using Slipway.Formats.Plans;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Launches;

public abstract class LaunchStoreTests(DatabaseKind kind)
{
    private static readonly VersionNote Note = new("tessema", "A clearer title");

    [Fact]
    public async Task A_launch_that_was_created_is_found_with_its_plan()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));

        var version = await store.CurrentAsync("registry", default);
        var listed = Assert.Single(await store.ListAsync(default));

        Assert.Equal((1, "tester", true), (version!.Number, version.Summary.By, version.Texts == LaunchTexts.Of("registry")));
        Assert.Equal(["load", "tell", "open"], version.Plan.Forward.Select(task => task.Id));
        Assert.Equal(("registry", Instant.FromUtc(2027, 2, 5, 23, 0), "السجل المدني"), (listed.Id, listed.T0, listed.Title.In("ar")));
        Assert.Equal(version.Hash, (await store.ByHashAsync("registry", version.Hash, default))!.Hash);
        Assert.Null(await store.CurrentAsync("other", default));
        Assert.Null(await store.VersionAsync("registry", 2, default));
        Assert.Null(await store.ByHashAsync("other", version.Hash, default));
    }

    [Fact]
    public async Task A_second_launch_of_the_same_id_is_refused_and_leaves_the_first_as_it_was()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));

        Assert.Null(await CreateAsync(store, LaunchTexts.Of("registry", "Another")));
        Assert.Equal("Civil registry", (await store.CurrentAsync("registry", default))!.Plan.Launch.Title.In("en"));
    }

    [Fact]
    public async Task Of_many_who_create_a_launch_at_once_on_several_nodes_one_does()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var node = database.Again();
        LaunchStore[] nodes = [Store(database), Store(node)];

        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => CreateAsync(nodes[n % 2], LaunchTexts.Of("registry", $"Title {n}")))));

        var winner = Assert.Single(created, version => version is not null);
        Assert.Equal(winner!.Hash, (await nodes[0].CurrentAsync("registry", default))!.Hash);
        Assert.Equal(["launch-imported"], await JournalledAsync(database));
    }

    [Fact]
    public async Task A_version_is_added_behind_the_newest_and_the_list_shows_its_title_and_t0()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));
        var later = LaunchTexts.Of("registry", "Registry of births");
        later = later with { LaunchYaml = later.LaunchYaml.Replace("2027-02-06", "2027-02-13", StringComparison.Ordinal) };

        var added = Assert.IsType<VersionAdded.Added>(await store.AddVersionAsync("registry", 1, later, Note, default));

        Assert.Equal((2, "tessema", "A clearer title"), (added.Version.Number, added.Version.Summary.By, added.Version.Summary.Note));
        var listed = Assert.Single(await store.ListAsync(default));
        Assert.Equal(("Registry of births", Instant.FromUtc(2027, 2, 12, 23, 0)), (listed.Title.In("en"), listed.T0));
        Assert.Equal([2, 1], (await store.VersionsAsync("registry", default)).Select(version => version.Number));
        Assert.Equal("Civil registry", (await store.VersionAsync("registry", 1, default))!.Plan.Launch.Title.In("en"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_version_that_is_not_based_on_the_newest_is_told_which_that_is(int basedOn)
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));
        await store.AddVersionAsync("registry", 1, LaunchTexts.Of("registry", "Two"), Note, default);

        var behind = Assert.IsType<VersionAdded.Behind>(await store.AddVersionAsync("registry", basedOn, LaunchTexts.Of("registry", "Three"), Note, default));

        Assert.Equal((2, "Two"), (behind.Newest.Number, behind.Newest.Plan.Launch.Title.In("en")));
        Assert.Equal(2, (await store.VersionsAsync("registry", default)).Count);
    }

    [Fact]
    public async Task Of_many_who_add_a_version_at_once_each_but_one_is_told_that_it_was_overtaken()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var node = database.Again();
        LaunchStore[] nodes = [Store(database), Store(node)];
        await CreateAsync(nodes[0], LaunchTexts.Of("registry"));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            Task.Run(() => nodes[n % 2].AddVersionAsync("registry", 1, LaunchTexts.Of("registry", $"Title {n}"), Note, default))));

        Assert.Single(results.OfType<VersionAdded.Added>());
        Assert.Equal(7, results.OfType<VersionAdded.Behind>().Count(behind => behind.Newest.Number == 2));
        Assert.Equal(["launch-imported", "plan-version-added"], await JournalledAsync(database));
    }

    [Fact]
    public async Task Texts_that_mean_no_plan_or_another_launch_are_no_version()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));

        var unreadable = await store.AddVersionAsync("registry", 1, LaunchTexts.Of("registry", extra: "- { id: load, titel: Twice }"), Note, default);
        var renamed = await store.AddVersionAsync("registry", 1, LaunchTexts.Of("other"), Note, default);

        Assert.Contains(Assert.IsType<VersionAdded.Unreadable>(unreadable).Problems, problem => problem.Rule == "unknown-key");
        Assert.Equal("other", Assert.IsType<VersionAdded.Renamed>(renamed).Id);
        Assert.Single(await store.VersionsAsync("registry", default));
    }

    [Fact]
    public async Task One_version_at_a_time_is_the_baseline()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));
        await store.AddVersionAsync("registry", 1, LaunchTexts.Of("registry", "Two"), Note, default);

        Assert.Equal(BaselineOutcome.Approved, await store.SetBaselineAsync("registry", 1, "tessema", default));
        Assert.Equal(BaselineOutcome.Approved, await store.SetBaselineAsync("registry", 2, "tessema", default));
        Assert.Equal(BaselineOutcome.Approved, await store.SetBaselineAsync("registry", 2, "tessema", default));
        Assert.Equal(BaselineOutcome.NoSuchVersion, await store.SetBaselineAsync("registry", 3, "tessema", default));
        Assert.Equal(BaselineOutcome.NoSuchVersion, await store.SetBaselineAsync("other", 1, "tessema", default));

        Assert.Equal([true, false], (await store.VersionsAsync("registry", default)).Select(version => version.Baseline));
        Assert.True((await store.CurrentAsync("registry", default))!.Summary.Baseline);
        Assert.Equal(["launch-imported", "plan-version-added", "baseline-set", "baseline-set"], await JournalledAsync(database));
    }

    [Fact]
    public async Task Nodes_that_catch_up_at_once_journal_an_approval_once()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var node = database.Again();
        var at = database.Clock.Now();
        await Journal(database).NoteBaselineAsync("registry", 2, "ab", "tessema", at, default);
        await Journal(node).NoteBaselineAsync("registry", 2, "ab", "tessema", at, default);
        Assert.Equal(["baseline-set"], await JournalledAsync(database));
    }

    [Theory]
    [InlineData("roles: [it-operations]", "roles: [it-operations, service-owner]")]
    [InlineData("roles: [service-owner]", "roles: [observer]")]
    [InlineData("people:", "people:\n  - { id: guest, name: A. Guest, roles: [service-owner] }")]
    [InlineData("id: okoth", "id: other")]
    public async Task Only_who_may_set_roles_adds_a_version_that_changes_them(string from, string to)
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        await CreateAsync(store, LaunchTexts.Of("registry"));
        var before = LaunchTexts.Of("registry");
        var texts = new PlanTexts(before.LaunchYaml.Replace(from, to, StringComparison.Ordinal), before.CutoverYaml);
        Assert.NotEqual(before, texts);

        Assert.Equal(1, Assert.IsType<VersionAdded.RolesKept>(await store.AddVersionAsync("registry", 1, texts, Note, default)).Newest.Number);
        Assert.Equal(1, (await store.CurrentAsync("registry", default))!.Number);
        Assert.IsType<VersionAdded.Added>(await store.AddVersionAsync("registry", 1, texts, Note with { MaySetRoles = true }, default));
    }

    [Fact]
    public async Task What_a_killed_process_could_not_journal_is_journalled_at_the_next_start_and_once()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var approved = database.Clock.Now();
        await using (var db = database.Open())
        {
            db.Add(new LaunchRecord { Id = "registry", Title = "{}", T0 = database.Clock.Now(), Created = database.Clock.Now(), Baseline = 2, BaselineBy = "tessema", BaselineAt = database.Clock.Now() });
            db.Add(Written(1, database.Clock.Now()));
            db.Add(Written(2, database.Clock.Now()));
            await db.SaveChangesAsync();
        }

        database.Clock.AdvanceSeconds(60);
        await Journal(database).CatchUpAsync(default);
        await Journal(database).CatchUpAsync(default);

        Assert.Equal(["launch-imported", "plan-version-added", "baseline-set"], await JournalledAsync(database));
        Assert.Equal(approved, (await database.Journal.ReadAsync("launch:registry"))[^1].At);
    }

    [Fact]
    public async Task Launches_are_listed_page_by_page()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var store = Store(database);
        foreach (var id in (string[])["b-1", "a", "c", "b"])
            await CreateAsync(store, LaunchTexts.Of(id));

        var seen = new List<string>();
        for (string? after = null; await store.PageAsync(null, after, 2, default) is { Count: > 0 } page; after = page[^1].Id)
            seen.AddRange(page.Select(launch => launch.Id));

        Assert.Equal(["a", "b", "b-1", "c"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(["b"], (await store.PageAsync("b", null, 10, default)).Select(launch => launch.Id));
    }

    [Fact]
    public void Events_are_written_as_they_always_were()
    {
        var at = Instant.FromUtc(2027, 1, 1, 0, 0);
        Assert.Equal("""{"hash":"ab","sample":true,"type":"launch-imported"}""", Json(new LaunchImported("ab", true).ToEntry(at, "clock")));
        Assert.Equal("""{"hash":"ab","note":"why","number":2,"type":"plan-version-added"}""", Json(new PlanVersionAdded(2, "ab", "why").ToEntry(at, "tessema")));
        Assert.Equal("""{"hash":"ab","number":2,"type":"baseline-set"}""", Json(new BaselineSet(2, "ab").ToEntry(at, "tessema")));
    }

    private static string Json(NewEntry entry) => CanonicalJson.Write(entry.Data);

    private static PlanVersionRecord Written(int number, Instant at) =>
        new() { Launch = "registry", Number = number, Hash = $"{number}", LaunchYaml = "", CutoverYaml = "", At = at, By = "tessema" };

    private static Task<PlanVersion?> CreateAsync(LaunchStore store, PlanTexts texts) =>
        store.CreateAsync(PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml).Plan!, texts, sample: false, "tester", default);

    private static async Task<IEnumerable<string>> JournalledAsync(TestDatabase database) =>
        (await database.Journal.ReadAsync("launch:registry")).Select(entry => entry.Type);

    private static LaunchStore Store(TestDatabase database) => new(database.Get<IDbContextFactory<SlipwayDb>>(), Journal(database), database.Clock);

    private static LaunchJournal Journal(TestDatabase database) => new(database.Get<IDbContextFactory<SlipwayDb>>(), database.Journal);
}

public sealed class LaunchStoreTestsOnSqlite() : LaunchStoreTests(DatabaseKind.Sqlite);

public sealed class LaunchStoreTestsOnPostgres() : LaunchStoreTests(DatabaseKind.Postgres);
