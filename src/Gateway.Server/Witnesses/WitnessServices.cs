using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Server.Hosting;
using Gateway.Server.Jobs;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Server.Witnesses;

/// <summary>Registers what asks the log's witnesses, where it has any.</summary>
internal static class WitnessServices
{
    public static IServiceCollection AddWitnesses(this IServiceCollection services, GatewayServerOptions options)
    {
        var policy = WitnessSettings.ReadPolicy(options);
        services.AddSingleton(provider => new CosignedLog(new SqlCosignedStore(provider.GetRequiredService<SqliteDatabase>()), policy));
        if (policy is null) return services;
        services.AddSingleton(policy);
        services.AddSingleton(_ => new WitnessClient(WitnessSettings.ReadAuthorities(options)));
        services.AddSingleton<WitnessRound>();
        services.AddHostedService<WitnessRounds>();
        return services;
    }

    /// <summary>Asks the witnesses before anything is signed, and reads what they have cosigned.</summary>
    /// <param name="services">Of the server that is about to start.</param>
    /// <param name="logKey">The key that the log signs with.</param>
    /// <param name="options">Whether to start without them.</param>
    /// <param name="ct">Ends the asking.</param>
    /// <exception cref="InvalidConfigurationException">The log does not extend what one has seen, or too few answered.</exception>
    public static async Task CheckWitnessesAsync(
        this IServiceProvider services, NoteVerifier logKey, GatewayServerOptions options, CancellationToken ct)
    {
        if (services.GetService<WitnessPolicy>() is not { } policy) return;
        var store = new SqlLogStore(services.GetRequiredService<SqliteDatabase>());
        await new WitnessesBeforeStart(store, logKey, policy, services.GetRequiredService<WitnessClient>())
            .CheckAsync(options.StartWithoutWitnesses, ct);
        await services.GetRequiredService<CosignedLog>().OpenAsync(ct);
    }
}
