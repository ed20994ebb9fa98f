using Gateway.Cli;

return await GatewayCommand.InvokeAsync(args, Console.Out, Console.Error);
