using System.Text;
using Slipway.Platform.Notices;

namespace Slipway.Tests.Platform.Notices;

public sealed class StandardWebhookTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>The known answer of the specification's libraries.</summary>
    [Fact]
    public void Signs_as_the_specification_does() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhook.Sign(StandardWebhook.Key(Secret)!, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Fact]
    public void Takes_a_key_of_24_to_64_bytes_and_no_other()
    {
        Assert.Equal(24, StandardWebhook.Key(Secret)!.Length);
        Assert.Null(StandardWebhook.Key("whsec_" + Convert.ToBase64String(new byte[23])));
        Assert.Null(StandardWebhook.Key("whsec_" + Convert.ToBase64String(new byte[65])));
        Assert.Null(StandardWebhook.Key("whsec_not base64"));
        Assert.Equal(64, StandardWebhook.Key(Convert.ToBase64String(new byte[64]))!.Length);
    }

    [Fact]
    public void The_same_message_has_the_same_id_and_another_has_another()
    {
        Assert.Equal(StandardWebhook.IdOf("a"), StandardWebhook.IdOf("a"));
        Assert.NotEqual(StandardWebhook.IdOf("a"), StandardWebhook.IdOf("b"));
        Assert.True(Encoding.ASCII.GetByteCount(StandardWebhook.IdOf("a")) < 100);
    }
}
