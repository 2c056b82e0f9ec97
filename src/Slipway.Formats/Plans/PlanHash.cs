using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Formats.Plans;

/// <summary>The fingerprint of a plan version: a run keeps it, and an approval is bound to it.</summary>
public static class PlanHash
{
    /// <summary>SHA-256 over both texts in UTF-8, each preceded by its length in bytes (64 bits, big-endian); 64 lower-case hexadecimal digits.</summary>
    /// <remarks>The lengths keep a line that moves from the end of one file to the start of the other from going unseen.</remarks>
    public static string Of(string launchYaml, string cutoverYaml)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, launchYaml);
        Append(hash, cutoverYaml);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.LongLength);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
