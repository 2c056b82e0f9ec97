using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>
/// The key with which this installation signs what has to be short: what data protection itself makes takes two SMS. One
/// for all nodes, made when it is first needed, and kept in the database under data protection.
/// </summary>
public sealed class SigningKey(IDbContextFactory<SlipwayDb> databases, IDataProtectionProvider protection)
{
    private const int Length = 32;

    private readonly Lazy<byte[]> key = new(() => ReadOrMake(databases, protection.CreateProtector("Slipway.SigningKey.1")));

    /// <summary>So many bytes of a signature cannot be guessed by asking a server.</summary>
    public const int SignatureLength = 12;

    /// <param name="purpose">What it is for: a signature for one thing is none for another.</param>
    /// <param name="signed">What is signed.</param>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> signed) =>
        HMACSHA256.HashData(HKDF.Expand(HashAlgorithmName.SHA256, key.Value, Length, System.Text.Encoding.UTF8.GetBytes(purpose)), signed)[..SignatureLength];

    public bool IsOurs(string purpose, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(Sign(purpose, signed), signature);

    private static byte[] ReadOrMake(IDbContextFactory<SlipwayDb> databases, IDataProtector protector)
    {
        using var db = databases.CreateDbContext();
        if (db.Set<SigningKeyRecord>().AsNoTracking().SingleOrDefault() is { } there)
            return protector.Unprotect(there.Protected);
        var made = RandomNumberGenerator.GetBytes(Length);
        db.Add(new SigningKeyRecord { Id = 1, Protected = protector.Protect(made) });
        try
        {
            db.SaveChanges();
            return made;
        }
        catch (DbUpdateException)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return protector.Unprotect(db.Set<SigningKeyRecord>().AsNoTracking().Single().Protected);
        }
    }
}

internal sealed class SigningKeyRecord
{
    public required int Id { get; init; }
    public required byte[] Protected { get; init; }
}

internal sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKeyRecord>
{
    public void Configure(EntityTypeBuilder<SigningKeyRecord> builder)
    {
        builder.ToTable("signing_keys");
        builder.Property(record => record.Id).ValueGeneratedNever();
    }
}
