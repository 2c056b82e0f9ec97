using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;
using Slipway.Planning.Automation;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Notices;

/// <summary>The drill, or another launch, on a server that tells people: a mail server, an SMS gateway and a webhook that keep what comes.</summary>
internal sealed class ToldLaunch : IAsyncDisposable
{
    public const string SmsSecret = "SMS_TEST_SECRET_OF_THE_GATEWAY";

    /// <summary>From the specification of Standard Webhooks.</summary>
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly string? postgres;

    private ToldLaunch(SlipwayApp app, SmtpSink mail, HttpSink sms, HttpSink hook, MovableClock clock, string? postgres) =>
        (App, Mail, Sms, Hook, Clock, this.postgres) = (app, mail, sms, hook, clock, postgres);

    public SlipwayApp App { get; }
    public SmtpSink Mail { get; }
    public HttpSink Sms { get; }
    public HttpSink Hook { get; }
    public MovableClock Clock { get; }

    public static async Task<ToldLaunch> StartAsync(DatabaseKind kind, int packsEvery = 0, string? folder = null)
    {
        Assert.SkipUnless(kind == DatabaseKind.Sqlite || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        Environment.SetEnvironmentVariable(SmsSecret, "gateway-secret");
        Environment.SetEnvironmentVariable("WEBHOOK_TEST_SECRET", WebhookSecret);
        var postgres = kind == DatabaseKind.Postgres ? PostgresServer.NewDatabase() : null;
        var (mail, sms, hook, clock) = (new SmtpSink(), await HttpSink.StartAsync(), await HttpSink.StartAsync(), new MovableClock());
        var notices = new NoticeSettings(
            new Uri("https://slipway.example.org"),
            new("127.0.0.1", mail.Port, EmailSecurity.None, null, null, "Slipway <slipway@example.org>") { PacksEvery = packsEvery },
            new(new Uri(sms.Address, "/send").AbsoluteUri, "POST", [KeyValuePair.Create("X-Key", $"${{env:{SmsSecret}}}")], """{"to":"${to}","text":"${text}"}""", "application/json", [200], "\"ok\"",
                new(new Placeholder(PlaceholderKind.Variable, SmsSecret), "X-Gateway", "from", "text", "id")),
            [new(new Uri(hook.Address, "/hook"), new Placeholder(PlaceholderKind.Variable, "WEBHOOK_TEST_SECRET"))],
            new("tests@example.org", "+253 77 99 99 99"),
            5);
        var app = await SlipwayApp.StartAsync(
            settings => settings with { LaunchFolder = folder ?? Repository.At("examples/drill"), Notices = notices, Place = postgres is null ? settings.Place : DatabasePlace.Postgres(postgres) },
            services => services.AddSingleton<IClock>(clock));
        return new(app, mail, sms, hook, clock, postgres);
    }

    /// <summary>A rehearsal at the pace of life, played by hand.</summary>
    public async Task<Guid> RehearsalAsync(string? notices)
    {
        using var manager = await AsAsync("daher");
        var answer = await manager.PostAsJsonAsync("/api/v1/launches/drill/runs", new { mode = "rehearsal", speed = 1, notices });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }

    public Task<HttpClient> AsAsync(string person) => App.ClientAsync("it-operations", person, "drill");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Mail.DisposeAsync();
        await Sms.DisposeAsync();
        await Hook.DisposeAsync();
        if (postgres is not null)
            PostgresServer.GiveBack(postgres);
    }
}
