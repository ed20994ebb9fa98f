using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Gateway.Server.Tests.Keys;
using Microsoft.Extensions.Logging;

namespace Gateway.Server.Tests.Identity;

internal sealed class SecurityLogTests
{
    [Test]
    public void Refused_ManyInAMinute_WritesOneLineAndThenTheirCount()
    {
        var (lines, time) = (new LogLines(), new ManualTime());
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var log = new SecurityLog(loggers.CreateLogger<SecurityLog>(), time);
        for (var i = 0; i < 1000; i++) log.Refused(TokenFault.Signature);
        log.Refused(TokenFault.Missing);
        Assert.That(lines.Lines, Has.Count.EqualTo(2));

        time.Advance(TimeSpan.FromMinutes(1));
        log.Refused(TokenFault.Signature);
        Assert.That(lines.Lines, Has.Count.EqualTo(3));
        Assert.That(lines.Lines[2], Does.Contain("Signature, 1000 since"));
    }
}
