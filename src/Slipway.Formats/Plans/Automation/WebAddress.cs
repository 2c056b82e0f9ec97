using Slipway.Planning.Automation;

namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads an address to which a request goes. Its placeholders are filled in when the request goes out.</summary>
internal static class WebAddress
{
    private const string Example = "https://usct.example.org/health";

    /// <summary>A whole address; null when it is none, which is reported.</summary>
    public static string? Read(Fields fields, string key) => Read(fields, key, IsWhole);

    /// <summary>A whole address, or its part behind a journey's: <c>/apply</c>.</summary>
    public static string? ReadPart(Fields fields, string key) => Read(fields, key, address => address.StartsWith('/') || IsWhole(address));

    private static string? Read(Fields fields, string key, Func<string, bool> isGood)
    {
        if (fields.Scalar(key) is not { } written)
            return null;
        var address = written.Text.Trim();
        if (isGood(address))
            return address;
        fields.Problems.Error("bad-url", written.Where, fields.Task, address, Example);
        return null;
    }

    private static bool IsWhole(string address)
    {
        if (Placeholder.Fill(address, _ => "").Length == 0 || address.StartsWith("${", StringComparison.Ordinal))
            return address.Length > 0;
        return Uri.TryCreate(Placeholder.Fill(address, _ => "1"), UriKind.Absolute, out var whole) && whole.Scheme is "https" or "http";
    }
}
