using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Platform.Permissions;

/// <summary>Every page, endpoint and stream, asked for by everybody there can be: what comes of it is what the table says.</summary>
public sealed partial class EveryEndpointTests(EveryEndpointTests.Asked asked) : IClassFixture<EveryEndpointTests.Asked>
{
    [Fact]
    public void Every_endpoint_names_its_row() =>
        Assert.All(MappedEndpoint.Routes(asked.App), route => Assert.NotNull(route.Metadata.GetMetadata<NeedsAttribute>()));

    [Fact]
    public void Every_row_is_of_some_endpoint() =>
        Assert.Empty(PermissionTable.All.Except(asked.Endpoints.Select(endpoint => endpoint.Permission)));

    [Fact]
    public async Task What_is_open_answers_everybody_alike()
    {
        Asker[] some = [asked.Stranger, asked.Askers.First(asker => asker.Roles.Contains(Roles.Observer)), asked.Administrator, asked.Elsewhere];
        foreach (var endpoint in asked.Endpoints.Where(endpoint => endpoint.Permission.Reach is Reach.Anybody or Reach.Secret))
        {
            var answers = new HashSet<HttpStatusCode>();
            foreach (var asker in some)
                answers.Add((await asked.AskAsync(endpoint, asker)).Status);
            Assert.True(answers.Count == 1, $"{endpoint.Method} {endpoint.Pattern} answers {string.Join(", ", answers)}");
            // Without the secret nothing is done and nothing shown.
            if (endpoint.Permission.Reach == Reach.Secret)
                Assert.InRange((int)answers.Single(), 400, 499);
        }
    }

    [Fact]
    public async Task Everything_else_answers_whoever_the_table_says_and_nobody_else()
    {
        var wrong = new List<string>();
        foreach (var endpoint in asked.Endpoints.Where(endpoint => endpoint.Permission.Reach is not (Reach.Anybody or Reach.Secret)))
        {
            foreach (var asker in asked.Askers)
            {
                var answer = await asked.AskAsync(endpoint, asker);
                if (answer.Verdict != asker.Expects(endpoint.Permission))
                    wrong.Add($"{endpoint.Method} {endpoint.Pattern} for {asker.Name}: {asker.Expects(endpoint.Permission)} by the table, but {(int)answer.Status} {answer.Verdict}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    public enum Verdict
    {
        Passes,
        SignsIn,
        IsHidden,
        IsRefused,
    }

    public sealed record Answer(HttpStatusCode Status, Verdict Verdict);

    /// <param name="Name">For the test's words.</param>
    /// <param name="Roles">Theirs, from the token and from the plan; none for a stranger.</param>
    /// <param name="Launch">The launch that they are limited to; null for none.</param>
    public sealed record Asker(string Name, HttpClient Client, IReadOnlyList<string> Roles, string? Launch)
    {
        /// <summary>Written down once more, in the words of the documentation, and not by asking the code.</summary>
        public Verdict Expects(Permission permission)
        {
            if (Roles.Count == 0)
                return Verdict.SignsIn;
            var within = permission.Reach switch
            {
                Reach.Installation => Launch is null,
                Reach.Launch or Reach.Run => Launch is null or "usct",
                _ => true,
            };
            return !within ? permission.Reach == Reach.Run ? Verdict.IsHidden : Verdict.IsRefused
                : permission.Roles is { } roles && !Roles.Any(roles.Contains) ? Verdict.IsRefused
                : Verdict.Passes;
        }
    }

    /// <summary>The sample with a rehearsal in it, and everybody who asks.</summary>
    public sealed partial class Asked : IAsyncLifetime
    {
        private readonly List<Asker> askers = [];
        private Guid run;

        public SlipwayApp App { get; private set; } = null!;

        internal IReadOnlyList<MappedEndpoint> Endpoints { get; private set; } = [];

        public IReadOnlyList<Asker> Askers => askers;

        public Asker Stranger => askers.Single(asker => asker.Roles.Count == 0);

        public Asker Administrator => askers.First(asker => asker is { Launch: null } && asker.Roles.Contains(Roles.Administrator));

        public Asker Elsewhere => askers.First(asker => asker.Launch == "elsewhere");

        public async ValueTask InitializeAsync()
        {
            App = await SlipwayApp.StartAsync();
            Endpoints = MappedEndpoint.Of(App);
            using var owner = await App.ClientAsync(Roles.ServiceOwner, "tessema", "usct");
            var made = await owner.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", speed = 1 });
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            run = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            askers.Add(new("a stranger", App.Client(), [], null));
            foreach (var role in Roles.OfTokens)
            {
                await AddAsync($"a program of the launch as {role}", role, null, "usct");
            }
            foreach (var role in new[] { Roles.Administrator, Roles.ServiceOwner })
            {
                await AddAsync($"a program as {role}", role, null, null);
                await AddAsync($"somebody of another launch as {role}", role, "somebody", "elsewhere");
            }
            // A token that says nothing but who somebody is: their roles are the plan's.
            foreach (var (person, role) in new[]
            {
                ("tessema", Roles.ServiceOwner), ("haile", Roles.ServiceDesigner), ("okoth", Roles.ItOperations), ("noor", Roles.DigitalSecurityManager),
                ("salad", Roles.CommunicationsManager), ("ilunga", Roles.Trainer), ("lemma", Roles.SupportAgent), ("ahmed", Roles.PublicServant), ("diallo", Roles.Observer),
            })
                await AddAsync($"{person}, {role} by the plan", Roles.Observer, person, "usct", role);
        }

        internal async Task<Answer> AskAsync(MappedEndpoint endpoint, Asker asker)
        {
            using var request = new HttpRequestMessage(new(endpoint.Method), Fill(endpoint));
            // Nobody can mean it: whoever is let through is told so, and nothing is done.
            if (endpoint.Method != "GET")
                request.Content = endpoint.TakesForms ? new MultipartFormDataContent { { new StringContent("1"), "nonsense" } } : new StringContent($$"""{"commandId":"{{Guid.NewGuid()}}","act":"nonsense"}""", Encoding.UTF8, "application/json");
            using var response = await asker.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new(response.StatusCode, await VerdictAsync(response));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var asker in askers)
                asker.Client.Dispose();
            await App.DisposeAsync();
        }

        private async Task AddAsync(string name, string role, string? person, string? launch, params string[] more) =>
            askers.Add(new(name, await App.ClientAsync(role, person, launch), [role, .. more], launch));

        private static async Task<Verdict> VerdictAsync(HttpResponseMessage response) => response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Verdict.SignsIn,
            HttpStatusCode.Redirect when response.Headers.Location is { } to && to.OriginalString.Contains("/sign-in", StringComparison.Ordinal) => Verdict.SignsIn,
            HttpStatusCode.Forbidden when await IsOfTheActAsync(response) => Verdict.Passes,
            HttpStatusCode.Forbidden => Verdict.IsRefused,
            HttpStatusCode.NotFound when (await NameAsync(response)) == "no-such-run" => Verdict.IsHidden,
            HttpStatusCode.TooManyRequests => throw new InvalidOperationException("The test asks too fast."),
            _ => Verdict.Passes,
        };

        /// <summary>Whether the table of acts refused it, or the leaders' part, and not the table of permissions.</summary>
        private static async Task<bool> IsOfTheActAsync(HttpResponseMessage response) => await NameAsync(response) is "only-leaders" or "observers-look-on";

        private static async Task<string?> NameAsync(HttpResponseMessage response) =>
            response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Split(':')[^1]
                : null;

        private string Fill(MappedEndpoint endpoint) => Parameter().Replace(endpoint.Pattern, match => match.Groups["name"].Value switch
        {
            "id" when match.Groups["of"].Value == "guid" => $"{run}",
            "id" => "usct",
            "number" => "1",
            "task" => endpoint.Pattern.Contains("/gates/", StringComparison.Ordinal) ? "go" : "load-postgresql",
            "hash" => new string('a', 64),
            "language" => "en",
            "code" => "404",
            "documentName" => "v1",
            "upload" or "notice" => $"{Guid.Empty}",
            "link" or "secret" => "made-up",
            var other => throw new InvalidOperationException($"Nobody knows what to put for {{{other}}} in {endpoint.Pattern}."),
        });

        [GeneratedRegex(@"\{(?<name>\w+)(:(?<of>\w+))?\??\}", RegexOptions.ExplicitCapture)]
        private static partial Regex Parameter();
    }
}
