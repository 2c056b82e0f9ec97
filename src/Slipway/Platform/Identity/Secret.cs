using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Platform.Identity;

/// <summary>256 random bits that open something. Only their hash is kept, so that reading the database opens nothing.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Plain SHA-256: a secret of 256 random bits cannot be guessed, however fast the hash.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
