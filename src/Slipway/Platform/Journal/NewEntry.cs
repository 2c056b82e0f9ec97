using System.Text.Json;
using NodaTime;

namespace Slipway.Platform.Journal;

/// <summary>An event on its way into the journal.</summary>
/// <param name="Type">The event's stable name: <c>task-started</c>.</param>
/// <param name="TypeVersion">The version of its JSON, from 1.</param>
/// <param name="At">When it happened, on the clock of whatever it happened to; the journal adds when it was received.</param>
/// <param name="Actor">Who: a person's id, <c>clock</c>, <c>token:NAME</c> …; an id and not a name, because it cannot be erased.</param>
/// <param name="Data">What happened. Its keys are sorted and its white space dropped before it is kept.</param>
public sealed record NewEntry(string Type, int TypeVersion, Instant At, string Actor, JsonElement Data);
