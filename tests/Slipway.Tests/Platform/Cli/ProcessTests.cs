using System.Text.Json;
using Microsoft.Data.Sqlite;
using Slipway.Platform.Storage;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Cli;

/// <summary>The built program, as people call it.</summary>
public sealed class ProcessTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("journal verify --head 12")]
    [InlineData("journal verify --data /nowhere/at/all")]
    [InlineData("token create --name x --role king")]
    [InlineData("token create --name x --role observer --person farah")]
    [InlineData("up --cert only.pem")]
    [InlineData("up --db nonsense")]
    public async Task Input_that_cannot_be_used_ends_with_2_and_words_on_stderr_only(string arguments)
    {
        var (code, results, words) = await SlipwayProcess.RunAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (code, results));
        Assert.StartsWith("slipway: ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_a_result()
    {
        var (code, results, words) = await SlipwayProcess.RunAsync("journal", "verify", "--help");
        Assert.Equal((0, ""), (code, words));
        Assert.Contains("slipway journal verify --data data", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_one_folder_says_so_and_ends_while_commands_work_beside_the_first()
    {
        using var folder = new TemporaryFolder();
        await using var first = await SlipwayProcess.UpAsync("--data", folder.Path);

        var second = await SlipwayProcess.RunAsync("up", "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("another Slipway server is running on " + folder.Path, second.Words, StringComparison.Ordinal);

        var token = await SlipwayProcess.RunAsync("token", "create", "--name", "board", "--role", "observer", "--data", folder.Path);
        Assert.Equal((0, ""), (token.ExitCode, token.Words));
        Assert.Matches("^slw_[A-Za-z0-9_-]{43}\\n$", token.Results.ReplaceLineEndings("\n"));
        using var client = new HttpClient { BaseAddress = first.Address, DefaultRequestHeaders = { Authorization = new("Bearer", token.Results.Trim()) } };
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/nowhere")).StatusCode);
        Assert.Equal(0, (await SlipwayProcess.RunAsync("journal", "verify", "--data", folder.Path)).ExitCode);
        Assert.Equal(0, await first.StopAsync());
    }

    [Fact]
    public async Task Verification_is_green_and_red_after_a_change_and_after_a_cut()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await SlipwayProcess.RunAsync("token", "create", "--name", "a", "--role", "observer", "--data", folder.Path)).ExitCode);
        Assert.Equal(0, (await SlipwayProcess.RunAsync("token", "create", "--name", "b", "--role", "observer", "--data", folder.Path)).ExitCode);
        var head = (await SlipwayProcess.RunAsync("journal", "head", "--data", folder.Path)).Results.Trim();
        var green = await SlipwayProcess.RunAsync("journal", "verify", "--data", folder.Path, "--head", head, "--json");
        Assert.Equal(0, green.ExitCode);
        Assert.True(JsonElement.Parse(green.Results).GetProperty("ok").GetBoolean());

        await ChangeAsync(folder, "UPDATE journal_entries SET data = replace(data, 'observer', 'Observer') WHERE version = 1");
        var changed = await SlipwayProcess.RunAsync("journal", "verify", "--data", folder.Path);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("entry 1 of accounts was changed", changed.Results, StringComparison.Ordinal);

        await ChangeAsync(folder, "UPDATE journal_entries SET data = replace(data, 'Observer', 'observer') WHERE version = 1");
        await ChangeAsync(folder, "DELETE FROM journal_entries WHERE version = 2");
        await ChangeAsync(folder, "DELETE FROM journal_heads");
        var cut = await SlipwayProcess.RunAsync("journal", "verify", "--data", folder.Path, "--head", head, "--json");
        Assert.Equal(1, cut.ExitCode);
        Assert.Equal("tail-cut", JsonElement.Parse(cut.Results).GetProperty("fault").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_token_for_a_folder_without_data_says_that_data_begins_there()
    {
        using var folder = new TemporaryFolder();
        var first = await SlipwayProcess.RunAsync("token", "create", "--name", "a", "--role", "observer", "--data", folder.File("mistyped"));
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith($"slipway: there was no data in {folder.File("mistyped")}; it begins there now.", first.Words, StringComparison.Ordinal);
        Assert.Matches("^slw_[A-Za-z0-9_-]{43}\\n$", first.Results.ReplaceLineEndings("\n"));

        var second = await SlipwayProcess.RunAsync("token", "create", "--name", "b", "--role", "observer", "--data", folder.File("mistyped"));
        Assert.Equal((0, ""), (second.ExitCode, second.Words));
    }

    private static async Task ChangeAsync(TemporaryFolder folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File(DatabasePlace.FileName)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }
}
