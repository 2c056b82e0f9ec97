using System.Globalization;
using System.Text;
using Slipway.Platform.Identity;

namespace Slipway.Platform.Following;

/// <summary>
/// What one says of itself to another that holds the same launch, signed with the key that both have because one was copied
/// from the other. It stays true, so that it does no harm when somebody else says it again.
/// </summary>
/// <param name="Main">Whether it is a main one; else it follows.</param>
/// <param name="At">Where it is.</param>
public sealed record Statement(long Generation, bool Main, string At, string Signature)
{
    private const string Purpose = "following";

    internal static Statement Of(SigningKey key, long generation, bool main, string at) =>
        new(generation, main, at, Convert.ToHexStringLower(key.Sign(Purpose, Words(generation, main, at))));

    internal bool IsOurs(SigningKey key)
    {
        try
        {
            return key.IsOurs(Purpose, Words(Generation, Main, At), Convert.FromHexString(Signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Words(long generation, bool main, string at) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{generation}\n{main}\n{at}"));
}
