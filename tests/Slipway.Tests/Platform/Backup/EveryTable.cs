using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Work;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

/// <summary>Rows in every table that the model has, also in those that will be added: values of all kinds, and none where none may be.</summary>
internal static class EveryTable
{
    private const string Words = "l'été \"où\" \\ قبل\u200e\ttwo\nlines 🚀";

    public static async Task FillAsync(TestDatabase database)
    {
        await using (var db = database.Open())
        {
            foreach (var type in Filled(db).OrderBy(type => type.ClrType != typeof(Account)))
            {
                for (var number = 1; number <= 2; number++)
                    db.Add(Made(db, type, number));
            }
            await db.SaveChangesAsync();
        }
        await database.Journal.AppendedAsync("run:1", 0, "a", Words, "\u0000");
        await database.Journal.AppendedAsync("run:2", 0, "b");
        await database.Get<JournalEraser>().EraseAsync("run:1", 2, database.Clock.GetCurrentInstant(), "farah", "asked for");
        await database.Journal.HeadAsync();
    }

    /// <summary>Everything that the model reads, one line a row.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var rows = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => !type.IsOwned()))
        {
            foreach (var entity in (IEnumerable)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!)
                rows.Add($"{type.GetTableName()}: " + string.Join(" | ", db.Entry(entity).Properties.Where(value => !Given(value)).Select(value => Spelt(value.CurrentValue))) + (entity is IdentityUserPasskey<Guid> key ? JsonSerializer.Serialize(key.Data) : ""));
        }
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>Leases are free where a backup is put: nobody works there.</summary>
    private static bool Given(PropertyEntry value) => value.EntityEntry.Entity is WorkLeaseRecord && value.Metadata.Name == nameof(WorkLeaseRecord.Until);

    private static IEnumerable<IEntityType> Filled(SlipwayDb db) =>
        db.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.ClrType != typeof(JournalEntry) && type.ClrType != typeof(RecordedHead));

    private static object Made(SlipwayDb db, IEntityType type, int number)
    {
        var entity = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        var entry = db.Entry(entity);
        foreach (var property in type.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(int))))
            entry.Property(property.Name).CurrentValue = property.IsForeignKey() ? Identity(number) : number == 2 && property.IsNullable ? null : Value(property, number);
        if (entity is IdentityUserPasskey<Guid> key)
            key.Data = new() { Name = Words, PublicKey = [1, 2, 0], AttestationObject = [4], ClientDataJson = [5], CreatedAt = new(2026, 11, 14, 0, 17, 42, TimeSpan.Zero), Transports = ["usb"] };
        return entity;
    }

    private static object Value(IProperty property, int number)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(string) ? property.GetMaxLength() < 64 ? $"n{number}" : $"{Words} {property.Name} {number}"
            : type == typeof(Guid) ? Identity(number)
            : type == typeof(bool) ? number == 1
            : type == typeof(int) ? int.MaxValue - number
            : type == typeof(long) ? long.MaxValue - number
            : type == typeof(double) ? 0.1 + number
            : type == typeof(byte[]) ? new byte[] { 0, 255, (byte)number, 39 }
            : type == typeof(Instant) ? Instant.FromUtc(2026, 11, 14, 0, 17, 42) + Duration.FromTicks(1234560L * number)
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 11, 14, 0, 17, 42, 123, TimeSpan.Zero).AddMicroseconds(number)
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
            : throw new NotSupportedException($"{property.DeclaringType.Name}.{property.Name} is a {type.Name}: give it a value here.");
    }

    private static Guid Identity(int number) => new(number, 0xab, 0xcd, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static string Spelt(object? value) => value switch
    {
        null => "∅",
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable formattable => formattable.ToString(value is Instant ? "uuuu-MM-dd'T'HH:mm:ss.fffffffff" : null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
