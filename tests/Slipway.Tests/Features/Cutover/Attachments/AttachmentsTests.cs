using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover.Attachments;
using Slipway.Platform.Storage;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Attachments;

public abstract class AttachmentsTests(RunningDrill drill)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task A_file_is_kept_with_its_hash_in_the_journal_and_given_to_who_may_see_the_run()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var answer = await SendAsync(manager, run, "../old notice.png", Png).AcceptedAsync();
        var attached = answer.GetProperty("events")[0].GetProperty("data");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Png));
        Assert.Equal((hash, "old notice.png", "hang-new"), (attached.GetProperty("file").GetString(), attached.GetProperty("name").GetString(), attached.GetProperty("task").GetString()));

        using var observer = await drill.AsAsync("haddad", "observer");
        foreach (var address in new[] { $"/api/v1/runs/{run}/attachments/{hash}", $"/launches/drill/room/{await NumberAsync(manager, run)}/files/{hash}" })
        {
            var file = await observer.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal(Png, await file.Content.ReadAsByteArrayAsync());
            Assert.Equal(("image/png", "attachment", "nosniff"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType, file.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Contains("old notice.png", file.Content.Headers.ContentDisposition!.FileName + file.Content.Headers.ContentDisposition.FileNameStar, StringComparison.Ordinal);
        }
        using var other = await drill.App.ClientAsync("service-owner", "somebody", "elsewhere");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/runs/{run}/attachments/{hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/api/v1/runs/{run}/attachments/{new string('0', 64)}")).StatusCode);
    }

    [Fact]
    public async Task A_file_whose_bytes_were_changed_in_the_database_is_not_given_out_as_what_was_attached()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await SendAsync(manager, run, "notice.png", Png).AcceptedAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Png));
        await using (var db = await drill.App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Set<AttachmentRecord>().Where(file => file.Run == run).ExecuteUpdateAsync(set => set.SetProperty(file => file.Content, new byte[] { 9 }), TestContext.Current.CancellationToken);
        await manager.GetAsync($"/api/v1/runs/{run}/attachments/{hash}").RefusedAsync(409, "attachment-altered");
    }

    [Fact]
    public async Task What_is_no_evidence_is_refused_and_leaves_nothing_behind()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await SendAsync(manager, run, "run.exe", [0x4D, 0x5A, 1]).RefusedAsync(422, "wrong-kind-of-file");
        await SendAsync(manager, run, "page.html", Encoding.UTF8.GetBytes("<script>alert(1)</script>")).RefusedAsync(422, "wrong-kind-of-file");
        await SendAsync(manager, run, "photo.png", Encoding.UTF8.GetBytes("<html>")).RefusedAsync(422, "file-is-something-else");
        await SendAsync(manager, run, "sheet.xlsx", Zip("word/document.xml")).RefusedAsync(422, "file-is-something-else");
        await SendAsync(manager, run, "list.csv", [0xFF, 0xFE, 0x00, 0x41]).RefusedAsync(422, "file-is-something-else");
        await SendAsync(manager, run, "empty.png", []).RefusedAsync(422, "file-empty");
        await SendAsync(manager, run, "large.png", [.. Png, .. new byte[FileKinds.Largest]]).RefusedAsync(422, "file-too-large");
        await SendAsync(manager, run, "huge.png", new byte[FileKinds.LargestRequest + 1]).RefusedAsync(413, "too-large");
        using var observer = await drill.AsAsync("haddad", "observer");
        await SendAsync(observer, run, "notice.png", Png).RefusedAsync(403, "observers-look-on");
        await using var db = await drill.App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(await db.Set<AttachmentRecord>().AnyAsync(file => file.Run == run, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whatever_a_file_is_called_it_keeps_the_ending_of_what_it_is()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        foreach (var (called, kept) in new[] { ("invoice.hta", "invoice.hta.txt"), ("inv\u202Eath.exe", "invath.exe.txt"), ("The old notice", "The old notice.txt"), ("../../a.LOG", "a.LOG"), (" ", "a.txt") })
        {
            var bytes = Encoding.UTF8.GetBytes($"Words of {called}");
            var attached = (await SendAsync(manager, run, "a.txt", bytes, ("name", called)).AcceptedAsync()).GetProperty("events")[0].GetProperty("data");
            Assert.Equal(kept, attached.GetProperty("name").GetString());
            var file = await manager.GetAsync($"/api/v1/runs/{run}/attachments/{attached.GetProperty("file").GetString()}");
            Assert.Contains(kept, file.Content.Headers.ContentDisposition!.FileNameStar + file.Content.Headers.ContentDisposition.FileName, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_may_not_attach_a_file_takes_away_none_that_is_there()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var observer = await drill.AsAsync("haddad", "observer");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => number % 2 == 0
            ? (Task)SendAsync(manager, run, "notice.png", Png).AcceptedAsync()
            : SendAsync(observer, run, "notice.png", Png).RefusedAsync(403, "observers-look-on")));
        Assert.Equal(Png, await manager.GetByteArrayAsync($"/api/v1/runs/{run}/attachments/{Convert.ToHexStringLower(SHA256.HashData(Png))}"));
    }

    [Fact]
    public async Task A_file_is_attached_with_the_fields_that_every_act_has_and_no_others()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await SendAsync(manager, run, "notice.png", Png, ("colour", "red")).RefusedAsync(400, "unreadable");
        await SendAsync(manager, run, "notice.png", Png, ("at", "2099-01-01T00:00:00Z")).RefusedAsync(422, "in-the-future");
        await SendAsync(manager, run, "notice.png", Png, ("at", "soon")).RefusedAsync(422, "bad-instant");
        await SendAsync(manager, run, "notice.png", Png, ("via", "pigeon")).RefusedAsync(422, "unknown-word");
        await SendAsync(manager, run, "notice.png", Png, ("ifVersion", "7000")).RefusedAsync(409, "other-version");
        var attached = await SendAsync(manager, run, "notice.png", Png, ("via", "phone")).AcceptedAsync();
        Assert.Equal("phone", attached.GetProperty("events")[0].GetProperty("data").GetProperty("via").GetString());
    }

    [Fact]
    public async Task Another_file_under_a_used_id_is_refused_and_leaves_no_bytes()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var command = $"{Guid.CreateVersion7()}";
        await SendAsync(manager, run, "notice.png", Png, ("commandId", command)).AcceptedAsync();
        await SendAsync(manager, run, "other.png", [.. Png, 4], ("commandId", command)).RefusedAsync(422, "command-id-used");
        await SendAsync(manager, run, "notice.png", Png, ("commandId", command)).AcceptedAsync();
        await using var db = await drill.App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await db.Set<AttachmentRecord>().CountAsync(file => file.Run == run, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Bytes_that_no_act_names_are_gone_with_the_next_file_an_hour_later()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await SendAsync(manager, run, "notice.png", Png).AcceptedAsync();
        // Refused at the last moment, after its bytes were kept.
        await SendAsync(manager, run, "other.png", [.. Png, 4], ("ifVersion", "7000")).RefusedAsync(409, "other-version");
        await using var db = await drill.App.Services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await CountAsync());
        drill.Clock.MoveMinutes(61);
        await SendAsync(manager, run, "third.png", [.. Png, 5]).AcceptedAsync();
        Assert.Equal(2, await CountAsync());
        Assert.Equal(Png, await manager.GetByteArrayAsync($"/api/v1/runs/{run}/attachments/{Convert.ToHexStringLower(SHA256.HashData(Png))}"));

        Task<int> CountAsync() => db.Set<AttachmentRecord>().CountAsync(file => file.Run == run, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("notes.txt", "Two lines\r\nof text, été, ملاحظة")]
    [InlineData("totals.CSV", "id;amount\n1;12")]
    [InlineData("result.pdf", "%PDF-1.7 …")]
    public async Task Text_and_documents_are_taken(string name, string content)
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await SendAsync(manager, run, name, Encoding.UTF8.GetBytes(content)).AcceptedAsync();
        await SendAsync(manager, run, "plan.xlsx", Zip("xl/workbook.xml")).AcceptedAsync();
    }

    [Theory]
    [InlineData("C:\\photos\\a.png", "a.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..hidden.png", "hidden.png")]
    [InlineData("inv\u202Egnp.txt", "invgnp.txt")]
    [InlineData(null, "")]
    public void A_name_is_made_plain(string? given, string plain) => Assert.Equal(plain, FileKinds.PlainName(given));

    private static async Task<int> NumberAsync(HttpClient client, Guid run) =>
        (await (await client.GetAsync("/api/v1/launches/drill/runs")).JsonAsync()).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == run).GetProperty("number").GetInt32();

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Guid run, string name, byte[] content, params (string Name, string Value)[] more)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name },
            { new StringContent("hang-new"), "task" },
        };
        if (more.All(field => field.Name != "commandId"))
            form.Add(new StringContent($"{Guid.CreateVersion7()}"), "commandId");
        foreach (var (field, value) in more)
            form.Add(new StringContent(value), field);
        return await client.PostAsync($"/api/v1/runs/{run}/attachments", form);
    }

    private static byte[] Zip(string entry)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry(entry);
        return memory.ToArray();
    }
}

public sealed class AttachmentsOnSqliteTests(RunningDrill.OnSqlite drill) : AttachmentsTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class AttachmentsOnPostgresTests(RunningDrill.OnPostgres drill) : AttachmentsTests(drill), IClassFixture<RunningDrill.OnPostgres>;
