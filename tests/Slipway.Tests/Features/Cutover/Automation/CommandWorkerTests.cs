using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Tests.Features.Cutover.Automation;

public sealed class CommandWorkerTests : IDisposable
{
    private readonly ActingLaunch launch = new();
    private readonly WorkOutput output = new();
    private readonly EmptyFolders empty = new();

    public CommandWorkerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of these tests are for the shell.");

    [Fact]
    public async Task Each_argument_arrives_as_it_is_and_no_shell_reads_it()
    {
        var program = launch.Program("say", "for word in \"$@\"; do echo \"<$word>\"; done");
        var end = await RunAsync(new CommandSettings { Program = program, Arguments = ["a b", "", "$HOME", "`id`", "; rm -rf /", "é", "${service}"] });
        Assert.Equal((WorkOutcome.Succeeded, "exit code 0"), (end.Outcome, end.Said));
        Assert.Equal("<a b>\n<>\n<$HOME>\n<`id`>\n<; rm -rf />\n<é>\n<registry>\n", output.Text());
    }

    [Fact]
    public async Task Gets_nothing_of_the_servers_environment_but_the_key_and_what_the_plan_says()
    {
        Environment.SetEnvironmentVariable("SERVERS_OWN", "x");
        var program = launch.Program("say", "env | cut -d= -f1 | sort | tr '\\n' ' '; echo; echo $SLIPWAY_KEY $COLOUR; pwd");
        await RunAsync(new CommandSettings { Program = program, Environment = [new("COLOUR", "green")] });
        var lines = output.Text().Split('\n');
        Assert.Equal("COLOUR HOME LANG PATH PWD SLIPWAY_KEY SLIPWAY_TASK TMPDIR ", lines[0]);
        Assert.Equal("7.load.1 green", lines[1]);
    }

    [Fact]
    public async Task Each_program_begins_in_an_empty_folder_and_what_it_leaves_there_is_gone()
    {
        var program = launch.Program("work", "pwd; ls; [ -z \"$1\" ] || echo kept > \"$1\"");
        await RunAsync(new CommandSettings { Program = program });
        await RunAsync(new CommandSettings { Program = program, Arguments = ["left"] });
        await RunAsync(new CommandSettings { Program = program });
        var folders = output.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, folders.Length);
        // An empty one serves the next program; one with something in it is removed.
        Assert.Equal(folders[0], folders[1]);
        Assert.NotEqual(folders[1], folders[2]);
        Assert.False(Directory.Exists(folders[0]));
        empty.Dispose();
        Assert.False(Directory.Exists(folders[2]));
    }

    [Fact]
    public async Task A_folder_in_which_a_child_may_still_write_serves_nobody_else()
    {
        await RunAsync(new CommandSettings { Program = launch.Program("leave", "sleep 600 & pwd") });
        await RunAsync(new CommandSettings { Program = launch.Program("work", "pwd") });
        var folders = output.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEqual(folders[0], folders[1]);
        LeftBehind.Kill("7.load.1");
    }

    [Fact]
    public async Task An_exit_code_that_the_plan_does_not_call_good_has_failed()
    {
        var program = launch.Program("say", "exit $1");
        Assert.Equal(WorkEnd.Failed("exit code 3"), await RunAsync(new CommandSettings { Program = program, Arguments = ["3"] }));
        Assert.Equal(WorkEnd.Succeeded("exit code 3"), await RunAsync(new CommandSettings { Program = program, Arguments = ["3"], Good = [0, 3] }));
    }

    [Fact]
    public async Task No_program_outside_the_allowed_folders_runs_not_even_by_a_link()
    {
        var outside = Path.Combine(launch.Effects, "outside");
        File.WriteAllText(outside, "#!/bin/sh\necho out\n");
        File.CreateSymbolicLink(Path.Combine(launch.Programs, "link"), "/bin/ls");
        foreach (var program in new[] { outside, "/bin/ls", Path.Combine(launch.Programs, "link"), Path.Combine(launch.Programs, "../effects/outside"), "say", Path.Combine(launch.Programs, "nothing") })
        {
            var end = await RunAsync(new CommandSettings { Program = program });
            Assert.Equal(WorkOutcome.Failed, end.Outcome);
            Assert.Contains("--commands", end.Said, StringComparison.Ordinal);
        }
        Assert.Equal("", output.Text());
    }

    [Fact]
    public async Task A_secret_reaches_the_program_and_nothing_that_is_shown()
    {
        Environment.SetEnvironmentVariable("TEST_DB_PASSWORD", "correct horse");
        var program = launch.Program("say", "echo \"got $PGPASSWORD\"; echo \"$PGPASSWORD\" > \"$1\"; echo \"$PGPASSWORD\" >&2");
        var file = Path.Combine(launch.Effects, "got");
        await RunAsync(new CommandSettings { Program = program, Arguments = [file], Environment = [new("PGPASSWORD", "env:TEST_DB_PASSWORD")] });
        Assert.Equal("correct horse\n", File.ReadAllText(file));
        Assert.DoesNotContain("horse", output.Text(), StringComparison.Ordinal);
        Assert.Contains("got •••", output.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stopped_ends_with_all_its_children()
    {
        var program = launch.Program("hang", "sleep 600 & echo begun; wait");
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => RunAsync(new CommandSettings { Program = program }, stop.Token));
        while (output.Lines == 0)
            await Task.Yield();
        Assert.NotEmpty(LeftBehind.Find("7.load.1"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await LeftBehind.WaitAsync("7.load.1", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_child_that_keeps_the_pipes_open_keeps_nobody_waiting()
    {
        var program = launch.Program("leave", "sleep 600 & echo done");
        var end = await RunAsync(new CommandSettings { Program = program });
        Assert.Equal(WorkOutcome.Succeeded, end.Outcome);
        Assert.Equal("done\n", output.Text());
        LeftBehind.Kill("7.load.1");
    }

    [Fact]
    public async Task Endless_output_takes_no_more_memory_than_is_kept()
    {
        var program = launch.Program("flood", "echo first; yes 'a line that says nothing' 2>/dev/null | head -c 20000000; echo; echo progress: 40%; echo last");
        await RunAsync(new CommandSettings { Program = program });
        var text = output.Text();
        Assert.True(text.Length < 300_000, $"{text.Length}");
        Assert.StartsWith("first\n", text, StringComparison.Ordinal);
        Assert.EndsWith("progress: 40%\nlast\n", text, StringComparison.Ordinal);
        Assert.Equal(0.4, output.Progress);
    }

    [Fact]
    public void A_letter_that_is_cut_in_half_is_kept_as_none()
    {
        output.Say(new string('a', 4095) + "😀");
        output.Say("whole: 😀");
        Assert.Equal(new string('a', 4095) + "\ufffd …\nwhole: 😀\n", output.Text());
    }

    private Task<WorkEnd> RunAsync(CommandSettings command, CancellationToken cancellation = default)
    {
        var settings = new ServerSettings { Place = DatabasePlace.Folder(launch.Data), CommandFolders = [launch.Programs] };
        var given = new Dictionary<string, string> { ["key"] = "7.load.1", ["task"] = "load" };
        return new CommandWorker(new CommandFolders(settings), empty).DoAsync(command, new WorkContext("7.load.1", given, new Dictionary<string, string> { ["service"] = "registry" }, output), cancellation);
    }

    public void Dispose()
    {
        empty.Dispose();
        launch.Dispose();
    }
}
