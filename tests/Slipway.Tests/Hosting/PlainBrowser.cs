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
        var (address, fields) = Form(button, values);
        using var content = new FormUrlEncodedContent(fields);
        return await ShowAsync(await client.PostAsync(address, content));
    }

    /// <summary>Presses a button of a form that takes files.</summary>
    /// <param name="button">The button.</param>
    /// <param name="field">The name of the field that the files are dropped on.</param>
    /// <param name="files">None for an empty field, which browsers send as a file without a name.</param>
    public async Task<PlainBrowser> DropAsync(string button, string field, params (string Name, byte[] Content)[] files)
    {
        var (address, fields) = Form(button, []);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files.DefaultIfEmpty(("", [])))
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentDisposition = new("form-data") { Name = $"\"{field}\"", FileName = $"\"{name}\"" };
            content.Add(file);
        }
        return await ShowAsync(await client.PostAsync(address, content));
    }

    /// <summary>Sends a request as it is, with the cookies that it has.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => SendAsync(new(method, path));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request);

    public void Dispose() => client.Dispose();

    private (Uri Address, IEnumerable<KeyValuePair<string, string>> Fields) Form(string button, (string Name, string Value)[] values)
    {
        var pressed = Page.QuerySelector<IHtmlButtonElement>(button) ?? throw new InvalidOperationException($"{Where} has no {button}:\n{Page.Body?.TextContent}");
        var form = pressed.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{button} is in no form.");
        var fields = form.Elements.Select(Field).OfType<KeyValuePair<string, string>>()
            .Where(field => !values.Any(value => value.Name == field.Key))
            .Concat(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
        if (pressed.Name is { Length: > 0 } name)
            fields = fields.Append(KeyValuePair.Create(name, pressed.Value));
        return (new Uri(Where, pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? ""), fields);
    }

    private static KeyValuePair<string, string>? Field(IElement element) => element switch
    {
        IHtmlInputElement { Name.Length: > 0, Type: not "file" } input when input.Type is not ("checkbox" or "radio") || input.IsChecked => KeyValuePair.Create(input.Name, input.Value),
        IHtmlSelectElement { Name.Length: > 0, Value: { } chosen } select => KeyValuePair.Create(select.Name, chosen),
        IHtmlTextAreaElement { Name.Length: > 0 } text => KeyValuePair.Create(text.Name, text.Value),
        _ => null,
    };

    private async Task<PlainBrowser> ShowAsync(HttpResponseMessage response)
    {
        (Status, Where) = (response.StatusCode, response.RequestMessage!.RequestUri!);
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return this;
    }
}
