using System.Text.Json;

namespace Slipway.Platform.Cli;

/// <summary>Results as JSON on stdout, one object a line.</summary>
public static class JsonOutput
{
    public static void WriteLine<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, SlipwayJson.Options));
}
