using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Slipway.Tests.Hosting;

/// <summary>A browser without scripts: keeps cookies, follows redirects, fills in forms as they stand in the page.</summary>
public sealed class PlainBrowser(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where it ended, after redirects.</summary>
    public Uri Where { get; private set; } = address;

    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    public string Heading => Page.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What the form says is wrong.</summary>
    public string Problems => Page.QuerySelector(".problems")?.TextContent ?? "";

    public Task<PlainBrowser> GoAsync(string path) => GoAsync(new Uri(Where, path));

    public async Task<PlainBrowser> GoAsync(Uri uri) => await ShowAsync(await client.GetAsync(uri));

    /// <summary>Presses a button, with the fields of its form as the page filled them and <paramref name="values"/> typed in.</summary>
    public async Task<PlainBrowser> PressAsync(string button, params (string Name, string Value)[] values)
    {
        var pressed = Page.QuerySelector<IHtmlButtonElement>(button) ?? throw new InvalidOperationException($"{Where} has no {button}:\n{Page.Body?.TextContent}");
        var form = pressed.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{button} is in no form.");
        var fields = form.Elements.OfType<IHtmlInputElement>()
            .Where(input => input.Name is { Length: > 0 } && (input.Type is not ("checkbox" or "radio") || input.IsChecked))
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Where(field => !values.Any(value => value.Name == field.Key))
            .Concat(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
        if (pressed.Name is { Length: > 0 } name)
            fields = fields.Append(KeyValuePair.Create(name, pressed.Value));
        using var content = new FormUrlEncodedContent(fields);
        return await ShowAsync(await client.PostAsync(new Uri(Where, form.GetAttribute("action") ?? ""), content));
    }

    /// <summary>Sends a request as it is, with the cookies that it has.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => client.SendAsync(new(method, path));

    public void Dispose() => client.Dispose();

    private async Task<PlainBrowser> ShowAsync(HttpResponseMessage response)
    {
        (Status, Where) = (response.StatusCode, response.RequestMessage!.RequestUri!);
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return this;
    }
}
