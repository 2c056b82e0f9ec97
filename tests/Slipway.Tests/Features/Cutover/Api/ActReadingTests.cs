using System.Reflection;
using CsCheck;
using Slipway.Features.Cutover.Api;

namespace Slipway.Tests.Features.Cutover.Api;

public sealed class ActReadingTests
{
    private static readonly string[] Acts =
    [
        "start", "finish", "verify", "fail", "mark-unknown", "work-around", "waive-skip", "skip", "reopen", "take-back", "block", "unblock", "hand-over",
        "change-duration", "add-task", "comment", "attach", "raise-issue", "settle-issue", "substitute", "end-substitution", "vote", "confirm-criterion",
        "decide", "begin", "pause", "resume", "cancel", "roll-back", "dance", "",
    ];

    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Const((string?)null),
        Among<string?>("", " ", "load", "12m", "9m/12m/21m", "21m/9m", "-3m", "load SS+5m", "go", "hold", "high", "phone", "2027-02-06T02:00:00Z", "2027-02-06T02:00:00+03:00", "02:00", "\0", "٣", new string('x', 4001)),
        Gen.String[0, 30].Select(text => (string?)text));

    [Fact]
    public void Whatever_the_fields_hold_it_is_an_act_or_a_named_field() =>
        Gen.Select(Among(Acts), Text.Array[Properties.Length], Gen.Bool.Array[8], Text.Array[0, 3]).Sample((act, texts, flags, list) =>
        {
            var request = new ActRequest { CommandId = Guid.NewGuid(), Act = act };
            for (var i = 0; i < Properties.Length; i++)
                Properties[i].SetValue(request, texts[i]);
            request = request with
            {
                Go = flags[0] ? flags[1] : null,
                Met = flags[2] ? flags[3] : null,
                After = flags[4] ? [.. list.Select(text => text!)] : null,
                Before = flags[5] ? [.. list.Select(text => text!)] : null,
                Waive = flags[6] ? [.. list.Select(text => text!)] : null,
                Conditions = flags[7] ? [null!, .. list.Select(text => new ConditionRequest { Text = text!, Owner = text!, Due = text! })] : null,
            };

            var (read, wrong) = ActReading.Read(request);

            Assert.True(read is null != wrong is null);
            Assert.All(wrong?.Values ?? [], Assert.NotNull);
        }, iter: 20_000);

    [Theory]
    [InlineData("4", "unclear-estimate", "takes|4|4m")]
    [InlineData("1h90", "unclear-estimate", "takes|1h90|2h30m")]
    [InlineData("soon", "bad-field", "takes|soon")]
    public void A_duration_that_is_not_clear_is_answered_with_its_correction(string takes, string rule, string values)
    {
        var (_, wrong) = ActReading.Read(new ActRequest { CommandId = Guid.NewGuid(), Act = "change-duration", Task = "load", Takes = takes });
        Assert.Equal((rule, values), (wrong!.Rule, string.Join('|', wrong.Values)));
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static PropertyInfo[] Properties { get; } =
        [.. typeof(ActRequest).GetProperties().Where(property => property.PropertyType == typeof(string) && property.Name != nameof(ActRequest.Act))];
}
