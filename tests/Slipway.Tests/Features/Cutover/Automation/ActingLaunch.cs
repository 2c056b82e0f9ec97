using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>
/// A launch whose tasks act, on real servers: its folder, the folder of programs, and an operator who imports, approves
/// and looks at it over the API.
/// </summary>
internal sealed class ActingLaunch : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Where its programs are.</summary>
    public string Programs => Directory.CreateDirectory(Path.Combine(folder.Path, "programs")).FullName;

    /// <summary>Where its programs leave what they did.</summary>
    public string Effects => Directory.CreateDirectory(Path.Combine(folder.Path, "effects")).FullName;

    public string LaunchFolder => Directory.CreateDirectory(Path.Combine(folder.Path, "launch")).FullName;

    public string Data => Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;

    /// <summary>Writes a program for the shell; it gets its path.</summary>
    public string Program(string name, string script)
    {
        var path = Path.Combine(Programs, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Writes the plan: T-0 in some days, a window of four hours, one owner and a deputy.</summary>
    public void Write(string tasks, string rollback = "", string environments = "live: {}")
    {
        var t0 = DateTime.UtcNow.Date.AddDays(20).AddHours(2);
        File.WriteAllText(Path.Combine(LaunchFolder, "launch.yaml"), $$"""
            id: acting
            title: Acting
            zone: UTC
            t0: {{t0:yyyy-MM-ddTHH:mm}}
            window: { opens: T-30m, closes: T+4h, contingency: 20m }
            languages: [en]
            environments:
              {{environments}}
            people:
              - { id: asha, name: Asha, roles: [service-owner, it-operations], deputy: bilan, phone: "+253 77 00 00 01" }
              - { id: bilan, name: Bilan, roles: [it-operations], deputy: asha, phone: "+253 77 00 00 02" }
            shifts:
              - { from: T-30d, to: T+30d, manager: asha, scribe: bilan }
            """);
        File.WriteAllText(Path.Combine(LaunchFolder, "cutover.yaml"), $"""
            launch: acting
            workstreams: [data]
            forward:
            {Indented(tasks)}
            {(rollback.Length == 0 ? "" : "rollback:\n" + Indented(rollback))}
            """);
    }

    /// <summary>Imports the launch and has it approved by another hand, on a server that serves it.</summary>
    public static async Task ApproveAsync(HttpClient second)
    {
        var launch = await (await second.GetAsync("/api/v1/launches/acting")).Content.ReadFromJsonAsync<JsonElement>();
        var answer = await second.PostAsJsonAsync("/api/v1/launches/acting/baseline", new { version = launch.GetProperty("version").GetInt32() });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Starts the run in which its tasks act.</summary>
    public static async Task<Guid> StartAsync(HttpClient client, object? wish = null)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/launches/acting/runs", wish ?? new { mode = "rehearsal", automation = "acts", speed = 1 });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public static HttpClient Client(Uri server, string token) =>
        new() { BaseAddress = server, DefaultRequestHeaders = { Authorization = new("Bearer", token) }, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A token of the administrator.</summary>
    public static async Task<string> TokenAsync(params string[] where) =>
        (await SlipwayProcess.RunAsync(["token", "create", "--name", "second", "--role", "administrator", .. where])).Results.Trim();

    /// <summary>The tasks of a run by id, as the API tells them.</summary>
    public static async Task<(string State, IReadOnlyDictionary<string, JsonElement> Tasks)> ReadAsync(HttpClient client, Guid run)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
        return (answer.GetProperty("state").GetString()!, answer.GetProperty("tasks").EnumerateArray().ToDictionary(task => task.GetProperty("id").GetString()!));
    }

    /// <summary>The tasks of a run once they are as wanted; it is read after each of its events.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> UntilAsync(HttpClient client, Guid run, Func<IReadOnlyDictionary<string, JsonElement>, bool> isSo, TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience);
        using var events = new StreamReader(await client.GetStreamAsync($"/api/v1/runs/{run}/events", over.Token));
        while (true)
        {
            var (_, tasks) = await ReadAsync(client, run);
            if (isSo(tasks))
                return tasks;
            // One line says that there is news, whatever it says.
            Assert.NotNull(await events.ReadLineAsync(over.Token));
        }
    }

    public void Dispose() => folder.Dispose();

    private static string Indented(string tasks)
    {
        var text = new StringBuilder();
        foreach (var line in tasks.ReplaceLineEndings("\n").Split('\n'))
            text.Append("  ").Append(line).Append('\n');
        return text.ToString().TrimEnd();
    }
}
