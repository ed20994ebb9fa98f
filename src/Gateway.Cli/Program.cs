return await Gateway.Cli.GatewayCommand.InvokeAsync(args, Console.Out, Console.Error);
