using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads the settings of a task that makes a request.</summary>
internal static class HttpReader
{
    public static HttpSettings? Read(Fields with)
    {
        with.Need("url");
        var (url, method, headers) = (WebAddress.Read(with, "url"), with.Choice("method", "unknown-method", Words.Verbs) ?? HttpVerb.Get, ExpectationReader.Headers(with));
        var (body, follows, expect) = (with.Text("body"), ExpectationReader.FollowsRedirects(with), ExpectationReader.Read(with));
        return url is null ? null : new HttpSettings { Url = url, Method = method, Headers = headers, Body = body, FollowsRedirects = follows, Expect = expect };
    }
}
