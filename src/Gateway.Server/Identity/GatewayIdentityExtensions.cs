using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Identity;

/// <summary>
/// Registers the validation of access tokens (RFC 9068 §4): issuer, audience, lifetime and ES256. It only says who calls;
/// <see cref="TokenGate"/> refuses who is nobody, before the message is read.
/// </summary>
public static class GatewayIdentityExtensions
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">The development issuer is asked for in Production.</exception>
    public static IServiceCollection AddGatewayIdentity(
        this IServiceCollection services, IdentityOptions options, IHostEnvironment environment)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SecurityLog>();
        // Its lines are not rate-limited and repeat what the security log tells.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        var bearer = services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider, SecurityLog>((jwt, time, log) => Validate(jwt, options, time, log));
        if (!options.UseDevelopmentIssuer)
        {
            bearer.Configure(jwt => jwt.Authority = options.Authority);
            return services;
        }

        if (environment.IsProduction()) throw new InvalidOperationException("the development issuer does not run in Production");
        services.AddSingleton(provider => new DevelopmentIssuer(options, environment, provider.GetRequiredService<TimeProvider>()));
        bearer.Configure<DevelopmentIssuer>((jwt, issuer) =>
        {
            jwt.TokenValidationParameters.ValidIssuer = issuer.Issuer;
            jwt.TokenValidationParameters.IssuerSigningKey = issuer.SigningKey;
        });
        return services;
    }

    private static void Validate(JwtBearerOptions jwt, IdentityOptions options, TimeProvider time, SecurityLog log)
    {
        jwt.MapInboundClaims = false;
        jwt.SaveToken = false;
        jwt.TokenHandlers.Clear();
        jwt.TokenHandlers.Add(new RememberedTokens(time));
        jwt.Audience = options.Audience;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["at+jwt", "JWT"],
            LifetimeValidator = (notBefore, expires, _, _) => IsWithin(notBefore, expires, time.GetUtcNow()),
        };
        jwt.Events = new JwtBearerEvents
        {
            OnAuthenticationFailed = failed =>
            {
                log.Refused(FaultOf(failed.Exception));
                // A result, whatever failed: the handler would throw otherwise, and the call end without a gRPC status.
                failed.Fail(failed.Exception);
                return Task.CompletedTask;
            },
        };
    }

    private static bool IsWithin(DateTime? notBefore, DateTime? expires, DateTimeOffset now) =>
        expires + ClockSkew > now.UtcDateTime && (notBefore is null || notBefore - ClockSkew <= now.UtcDateTime);

    private static TokenFault FaultOf(Exception exception) => exception switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException
            or SecurityTokenNoExpirationException => TokenFault.Lifetime,
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => TokenFault.Signature,
        SecurityTokenInvalidIssuerException => TokenFault.Issuer,
        SecurityTokenInvalidAudienceException => TokenFault.Audience,
        _ => TokenFault.Invalid,
    };
}
