using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Slipway.Platform.Storage;

/// <summary>Instants and durations as ticks, dates as ISO text: they compare and sort; arithmetic inside a query is not possible.</summary>
internal static class NodaTimeOnSqlite
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantAsTicks>();
        conventions.Properties<Duration>().HaveConversion<DurationAsTicks>();
        conventions.Properties<LocalDate>().HaveConversion<DateAsText>();
        conventions.Properties<LocalDateTime>().HaveConversion<DateTimeAsText>();
    }

    internal sealed class InstantAsTicks() : ValueConverter<Instant, long>(value => value.ToUnixTimeTicks(), value => Instant.FromUnixTimeTicks(value));

    internal sealed class DurationAsTicks() : ValueConverter<Duration, long>(value => value.BclCompatibleTicks, value => Duration.FromTicks(value));

    internal sealed class DateAsText() : ValueConverter<LocalDate, string>(value => LocalDatePattern.Iso.Format(value), value => LocalDatePattern.Iso.Parse(value).Value);

    internal sealed class DateTimeAsText() : ValueConverter<LocalDateTime, string>(
        value => LocalDateTimePattern.ExtendedIso.Format(value), value => LocalDateTimePattern.ExtendedIso.Parse(value).Value);
}
