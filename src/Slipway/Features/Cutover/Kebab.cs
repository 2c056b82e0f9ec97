using System.Text.Json;

namespace Slipway.Features.Cutover;

/// <summary>Words of the program as the API, the addresses and the style sheet write them: <c>in-progress</c>.</summary>
internal static class Kebab
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
