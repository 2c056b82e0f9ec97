using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>How a run's events are written in the journal. Names and shapes here are for ever: old entries must stay readable.</summary>
public static class RunEventJson
{
    private static readonly FrozenDictionary<string, Type> TypeOf = new Dictionary<string, Type>
    {
        ["run-planned"] = typeof(RunPlanned),
        ["run-begun"] = typeof(RunBegun),
        ["clock-skipped"] = typeof(ClockSkipped),
        ["run-paused"] = typeof(RunPaused),
        ["run-resumed"] = typeof(RunResumed),
        ["run-cancelled"] = typeof(RunCancelled),
        ["run-completed"] = typeof(RunCompleted),
        ["rollback-started"] = typeof(RollbackStarted),
        ["run-rolled-back"] = typeof(RunRolledBack),
        ["task-started"] = typeof(TaskStarted),
        ["task-acknowledged"] = typeof(TaskAcknowledged),
        ["task-finished"] = typeof(TaskFinished),
        ["task-verified"] = typeof(TaskVerified),
        ["task-failed"] = typeof(TaskFailed),
        ["task-marked-unknown"] = typeof(TaskMarkedUnknown),
        ["task-worked-around"] = typeof(TaskWorkedAround),
        ["skip-waived"] = typeof(SkipWaived),
        ["task-skipped"] = typeof(TaskSkipped),
        ["task-reopened"] = typeof(TaskReopened),
        ["start-taken-back"] = typeof(StartTakenBack),
        ["finish-taken-back"] = typeof(FinishTakenBack),
        ["task-blocked"] = typeof(TaskBlocked),
        ["task-unblocked"] = typeof(TaskUnblocked),
        ["task-handed-over"] = typeof(TaskHandedOver),
        ["milestone-reached"] = typeof(MilestoneReached),
        ["milestone-lost"] = typeof(MilestoneLost),
        ["duration-changed"] = typeof(DurationChanged),
        ["task-added"] = typeof(TaskAdded),
        ["work-taken"] = typeof(WorkTaken),
        ["work-released"] = typeof(WorkReleased),
        ["work-intended"] = typeof(WorkIntended),
        ["work-succeeded"] = typeof(WorkSucceeded),
        ["work-failed"] = typeof(WorkFailed),
        ["work-lost"] = typeof(WorkLost),
        ["late-result-refused"] = typeof(LateResultRefused),
        ["commented"] = typeof(Commented),
        ["attached"] = typeof(Attached),
        ["alarm-raised"] = typeof(AlarmRaised),
        ["person-substituted"] = typeof(PersonSubstituted),
        ["substitution-ended"] = typeof(SubstitutionEnded),
        ["issue-raised"] = typeof(IssueRaised),
        ["issue-settled"] = typeof(IssueSettled),
        ["vote-cast"] = typeof(VoteCast),
        ["criterion-confirmed"] = typeof(CriterionConfirmed),
        ["gate-decided"] = typeof(GateDecided),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Known = TypeOf.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The version in which every event is written today.</summary>
    public const int CurrentVersion = 1;

    public static IReadOnlyCollection<string> Names => TypeOf.Keys;

    public static JsonSerializerOptions Options { get; } = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new PlanDurationConverter(), new LinkConverter() },
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    public static string Name(RunEvent happened) => Known[happened.GetType()];

    public static string NameOf<T>()
        where T : RunEvent => Known[typeof(T)];

    public static JsonElement Write(RunEvent happened) => JsonSerializer.SerializeToElement(happened, happened.GetType(), Options);

    /// <summary>The event that an entry holds. Throws on a name or version that this program does not know.</summary>
    public static RunEvent Read(string name, int version, string data) =>
        version == CurrentVersion && TypeOf.TryGetValue(name, out var type)
            ? (RunEvent)JsonSerializer.Deserialize(data, type, Options)!
            : throw new InvalidOperationException($"The journal holds an event that this version of Slipway does not know: {name}, version {version}. Use the version that wrote it, or a newer one.");

    /// <summary>Calendar days and elapsed seconds, so that one day and 24 hours stay different.</summary>
    private sealed class PlanDurationConverter : JsonConverter<PlanDuration>
    {
        public override PlanDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var pair = JsonSerializer.Deserialize<double[]>(ref reader) ?? [];
            return pair.Length == 2 ? new((int)pair[0], Duration.FromSeconds(pair[1])) : throw new JsonException("A duration is [days, seconds].");
        }

        public override void Write(Utf8JsonWriter writer, PlanDuration value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Days);
            writer.WriteNumberValue(value.Elapsed.TotalSeconds);
            writer.WriteEndArray();
        }
    }

    private sealed class LinkConverter : JsonConverter<Link>
    {
        public override Link Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parts = JsonSerializer.Deserialize<LinkParts>(ref reader, options) ?? throw new JsonException("A link is missing.");
            return new(parts.Task, parts.Type, parts.Lag);
        }

        public override void Write(Utf8JsonWriter writer, Link value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new LinkParts(value.Predecessor, value.Type, value.Lag), options);

        private sealed record LinkParts(string Task, LinkType Type, PlanDuration Lag);
    }
}
