using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Slipway.Platform;

/// <summary>How Slipway writes JSON on the command line and in the API: camelCase, ISO 8601 instants, durations in seconds.</summary>
public static class SlipwayJson
{
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Puts these habits on options that somebody else made.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.Converters.Add(new DurationInSeconds());
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class DurationInSeconds : JsonConverter<Duration>
    {
        public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Duration.FromSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options)
        {
            if (value.SubsecondNanoseconds == 0)
                writer.WriteNumberValue((long)value.TotalSeconds);
            else
                writer.WriteNumberValue(value.TotalSeconds);
        }
    }
}
