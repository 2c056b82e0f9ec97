using Slipway.Formats.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class TimeParserHoursAndLinkTests
{
    [Theory]
    [InlineData("Mon-Thu,Sun 08:00-16:00", "Mon-Thu,Sun 08:00-16:00")]
    [InlineData("Sat 00:00-24:00", "Sat 00:00-24:00")]
    [InlineData("Mon,Tue 08:00-16:00", "Mon,Tue 08:00-16:00")]
    [InlineData("monday-THURSDAY, sun 8-16", "Mon-Thu,Sun 08:00-16:00")]
    [InlineData("Sat-Wed 08:00-16:00", "Mon-Wed,Sat,Sun 08:00-16:00")]
    [InlineData("Mon – Fri 08:00–16:00", "Mon-Fri 08:00-16:00")]
    [InlineData("Mon-Fri 08h00-16h30", "Mon-Fri 08:00-16:30")]
    [InlineData("Mon-Fri 0800-1630", "Mon-Fri 08:00-16:30")]
    [InlineData("Mon-Fri 16:00-00:00", "Mon-Fri 16:00-24:00")]
    [InlineData("Mon-Fri 08:00-12:00, 13:00-17:00", "Mon-Fri 08:00-12:00|Mon-Fri 13:00-17:00")]
    [InlineData("Sun 22:00-06:00", "Sun 22:00-24:00|Mon 00:00-06:00")]
    [InlineData("Sun 22-6", "Sun 22:00-24:00|Mon 00:00-06:00")]
    [InlineData("Sun 10:00-06:00", "Sun 10:00-24:00|Mon 00:00-06:00")]
    [InlineData("Sun 12-0", "Sun 12:00-24:00")]
    [InlineData("Mon-Fri ٠٨:٠٠-١٦:٠٠", "Mon-Fri 08:00-16:00")]
    [InlineData("Sun Mon Tue 8:00 - 16:00", "Mon,Tue,Sun 08:00-16:00")]
    [InlineData("Mon-Fri 8am-4pm", "Mon-Fri 08:00-16:00")]
    [InlineData("Mon-Fri 12 a.m. - 12:30 p.m.", "Mon-Fri 00:00-12:30")]
    [InlineData("Fri 10pm-6am", "Fri 22:00-24:00|Sat 00:00-06:00")]
    [InlineData("lun-ven 8h-16h", "Mon-Fri 08:00-16:00")]
    [InlineData("Lundi, mer, sábado 08:00-16:00", "Mon,Wed,Sat 08:00-16:00")]
    [InlineData("seg-sex 08h00-12h00, 13h00-17h00", "Mon-Fri 08:00-12:00|Mon-Fri 13:00-17:00")]
    [InlineData("الأحد-الخميس ٠٨:٠٠-١٦:٠٠", "Mon-Thu,Sun 08:00-16:00")]
    public void Reads_working_hours(string text, string meaning) =>
        Assert.Equal(meaning, string.Join('|', TimeParser.Hours(text).Value.Select(hours => hours.ToString())));

    [Theory]
    [InlineData("08:00-16:00", "Mon-Sun 08:00-16:00")]
    [InlineData("Mon 08:00-08:00", "Mon 00:00-24:00")]
    [InlineData("Mon", null)]
    [InlineData("Mon 08:00", null)]
    [InlineData("Mon 8-4pm", "Mon 08:00-16:00")]
    [InlineData("Mon-Fri 9-5", "Mon-Fri 09:00-17:00")]
    [InlineData("Mon-Fri 8-4", "Mon-Fri 08:00-16:00")]
    [InlineData("lun-ven 9h-5h", "Mon-Fri 09:00-17:00")]
    [InlineData("Mon-Fri 8:30-4:30", "Mon-Fri 08:30-16:30")]
    [InlineData("Mon-Fri 12-4", "Mon-Fri 12:00-16:00")]
    [InlineData("Mon 13pm-4pm", null)]
    [InlineData("Lux-Ven 08:00-16:00", null)]
    [InlineData("Mon 08:00-25:00", null)]
    [InlineData("Mon 24:00-08:00", null)]
    [InlineData("Mon-Tue-Wed 08:00-16:00", null)]
    public void Refuses_hours_that_are_not_clear(string text, string? correction) =>
        Assert.Equal((false, correction), (TimeParser.Hours(text).Ok, TimeParser.Hours(text).Correction));

    [Theory]
    [InlineData("snapshot-h2", "snapshot-h2")]
    [InlineData("29FS+2h", "29 FS+2h")]
    [InlineData("freeze SS+5m", "freeze SS+5m")]
    [InlineData("snapshot FF-3m", "snapshot FF-3m")]
    [InlineData("snapshotFF-3m", "snapshot FF-3m")]
    [InlineData("freeze ss + 5 min", "freeze SS+5m")]
    [InlineData("freeze SF", "freeze SF")]
    [InlineData("freeze FS", "freeze")]
    [InlineData("freeze+5m", "freeze FS+5m")]
    [InlineData("freeze -5m", "freeze FS-5m")]
    [InlineData("freeze SS–5m", "freeze SS-5m")]
    [InlineData("freeze SS+1d", "freeze SS+1d")]
    [InlineData("freeze-5m", "freeze-5m")]
    [InlineData("29fs", "29fs")]
    public void Reads_links(string text, string meaning) => Assert.Equal(meaning, TimeParser.Link(text).Value.ToString());

    [Theory]
    [InlineData("freeze SS+5", "freeze SS+5m")]
    [InlineData("freeze SS 5m", "freeze SS+5m")]
    [InlineData("29fs+2h", "29 FS+2h")]
    [InlineData("Freeze", "freeze")]
    [InlineData("Freeze SS+5m", "freeze SS+5m")]
    [InlineData("#29", "29")]
    [InlineData("#29FS+2h", "29 FS+2h")]
    [InlineData("freeze SS+50%", null)]
    [InlineData("freeze then snapshot", null)]
    [InlineData("تجميد", null)]
    [InlineData("", null)]
    public void Refuses_links_that_are_not_clear(string text, string? correction) =>
        Assert.Equal((false, correction), (TimeParser.Link(text).Ok, TimeParser.Link(text).Correction));
}
