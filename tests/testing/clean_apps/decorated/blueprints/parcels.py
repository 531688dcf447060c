import azure_functions_lite as func

blueprint = func.Blueprint()


@blueprint.function_name("Parcels-2")
@blueprint.service_bus_topic_trigger(
    arg_name="msg", topic_name="parcels", subscription_name="all", connection="ServiceBus"
)
@blueprint.table_output(arg_name="entity", table_name="parcels", connection="AzureWebJobsStorage")
def keep(msg: func.ServiceBusMessage, entity: func.Out[str], context: func.Context) -> None:
    entity.set(f'{{"PartitionKey": "{context.function_name}", "RowKey": "{msg.message_id}"}}')
