using System.Net;
using System.Text.Json;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Platform.Web;

public sealed class WebProgramTests(WebProgramTests.Running running) : IClassFixture<WebProgramTests.Running>
{
    private readonly HttpClient client = running.Client;

    [Theory]
    [InlineData("/healthz", "ok\n")]
    [InlineData("/readyz", "ready\n")]
    public async Task Says_that_it_is_alive_and_ready(string address, string answer) => Assert.Equal(answer, await client.GetStringAsync(address));

    [Fact]
    public async Task Describes_its_api_in_openapi_3_1()
    {
        var description = JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json"));
        Assert.StartsWith("3.1", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(description.GetProperty("paths").EnumerateObject(), path => Assert.StartsWith("/api/v1/", path.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lets_no_script_run_without_the_pages_nonce_and_nothing_come_from_elsewhere()
    {
        var answer = await client.GetAsync("/nowhere");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("script-src 'nonce-[^']+'(;|$)", policy);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Answers_a_missing_page_with_a_page_and_a_missing_api_with_a_named_problem()
    {
        var page = await client.GetAsync("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));

        var api = await client.GetAsync("/api/v1/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (api.StatusCode, api.Content.Headers.ContentType?.MediaType));
        var problem = JsonElement.Parse(await api.Content.ReadAsStringAsync());
        Assert.Equal("urn:slipway:problem:not-found", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("a=b", "This form was open too long")]
    [InlineData("a=%00", "The page did not understand this")]
    [InlineData("12 MB", "The page did not understand this")]
    [InlineData("6,000 fields", "The page did not understand this")]
    public async Task Answers_a_form_without_its_token_and_one_that_cannot_be_read_with_what_is_wrong(string form, string heading)
    {
        var body = form switch
        {
            "12 MB" => "a=" + new string('x', 12_000_000),
            "6,000 fields" => string.Join('&', Enumerable.Range(0, 6_000).Select(n => $"a{n}=1")),
            _ => form,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") };
        // Asks before it sends, as curl does: whoever sends without asking may see the connection close before the answer.
        request.Headers.ExpectContinue = true;

        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(heading, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_the_stylesheet_that_its_pages_name()
    {
        var page = await (await client.GetAsync("/nowhere")).Content.ReadAsStringAsync();
        var sheet = page.Split("<link rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        var answer = await client.GetAsync(sheet);
        Assert.Equal((HttpStatusCode.OK, "text/css"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/api/v1/launches?after=%00")]
    [InlineData("/launches?Added=a%00b")]
    public async Task Refuses_an_address_with_a_nul_in_it(string address) => Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(address)).StatusCode);

    [Theory]
    [InlineData(false, "http")]
    [InlineData(true, "https")]
    public async Task Believes_what_is_said_of_the_client_only_where_a_named_proxy_says_it(bool named, string scheme)
    {
        await using var app = await SlipwayApp.StartAsync(settings => settings with { Proxies = named ? ["127.0.0.1"] : [] });
        using var stranger = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/launches")
        {
            Headers = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "elsewhere.example" } },
        };

        var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal((scheme, named ? "elsewhere.example" : app.Address.Authority), (answer.Headers.Location?.Scheme, answer.Headers.Location?.Authority));
    }

    public sealed class Running : IAsyncLifetime
    {
        private SlipwayApp? app;

        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            app = await SlipwayApp.StartAsync();
            Client = await app.ClientAsync("observer");
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await app!.DisposeAsync();
        }
    }
}
