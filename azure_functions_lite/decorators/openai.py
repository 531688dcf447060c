"""The OpenAI extension: chats, assistants, embeddings and semantic search."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import (
    ASSISTANT_CREATE,
    ASSISTANT_POST,
    ASSISTANT_QUERY,
    ASSISTANT_SKILL_TRIGGER,
    EMBEDDINGS,
    EMBEDDINGS_STORE,
    SEMANTIC_SEARCH,
    TEXT_COMPLETION,
)
from azure_functions_lite.decorators.core import Binding, DataTypeChoice, InputBinding, OutputBinding, Trigger
from azure_functions_lite.decorators.utils import StringifyEnum

semantic_search_system_prompt = """\
You are a helpful assistant. You are responding to requests
    from a user about internal emails and documents. You can and
    should refer to the internal documents to help respond to
    requests. If a user makes a request that's not covered by the
    internal emails and documents, explain that you don't know the
    answer or that you don't have access to the information.

    The following is a list of documents that you can refer to when
    answering questions. The documents are in the format
    [filename]: [text] and are separated by newlines. If you answer
    a question by referencing any of the documents, please cite the
    document in your answer. For example, if you answer a question
    by referencing info.txt, you should add "Reference: info.txt"
    to the end of your answer on a separate line."""
"""The instructions before the documents of a semantic search, and the place of the documents."""


class InputType(StringifyEnum):
    """Where the text for the embeddings is."""

    RawText = "raw_text"
    """It is given itself."""
    FilePath = "file_path"
    """In the file with the given path."""


class OpenAIModels(StringifyEnum):
    """The models that are used by default."""

    DefaultChatModel = "gpt-3.5-turbo"
    DefaultEmbeddingsModel = "text-embedding-ada-002"


class AssistantSkillTrigger(Trigger, type=ASSISTANT_SKILL_TRIGGER):
    """Let assistants call the function as a skill.

    Its parameter is the argument from the model: text or JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistant-trigger
    """

    function_description: str
    """What the function does, in words for the model."""
    function_name: str | None = None
    """Name of the function for the model; by default the name that the host has for it."""
    parameter_description_json: str | None = None
    """Description of the parameters for the model, as JSON text; by default the host derives it from the function."""
    data_type: DataTypeChoice = DataTypeChoice()


class AssistantPostInput(InputBinding, type=ASSISTANT_POST):
    """Send a message to an assistant, and add the state of the chat with its answer, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantpost-input
    """

    id: str
    """Id of the assistant."""
    user_message: str
    """The message; values of the trigger go in braces."""
    ai_connection_name: str | None = ""
    """Prefix of app settings that describe the AI service; by default the settings of the service itself."""
    chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel
    """The model, or its deployment; or ``"%NAME%"`` of an app setting with it."""
    chat_storage_connection_setting: str | None = "AzureWebJobsStorage"
    """App setting that has the connection of the storage account with the chats."""
    collection_name: str | None = "ChatState"
    """Table that has the chats."""
    temperature: str | None = "0.5"
    """How random the answer is, a number from 0 to 2."""
    top_p: str | None = None
    """Share of the probability, from 0 to 1, from which words are taken; set it instead of `temperature`."""
    max_tokens: str | None = "100"
    """Number of tokens in the answer at most."""
    is_reasoning_model: bool | None = False
    """Whether it is a reasoning model, which accepts neither `temperature` nor `top_p`."""
    data_type: DataTypeChoice = DataTypeChoice()


class AssistantQueryInput(InputBinding, type=ASSISTANT_QUERY):
    """Add the state of a chat with an assistant, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantquery-input
    """

    id: str
    """Id of the assistant."""
    timestamp_utc: str
    """Time, in UTC and ISO 8601, from which messages are given; values of the trigger go in braces."""
    chat_storage_connection_setting: str | None = "AzureWebJobsStorage"
    """App setting that has the connection of the storage account with the chats."""
    collection_name: str | None = "ChatState"
    """Table that has the chats."""
    data_type: DataTypeChoice = DataTypeChoice()


class _Source(Binding):
    input: str
    """The text, or where it is; write values of the trigger in braces."""
    input_type: InputType | str
    """Which of these `input` is: a member, or as text ``rawText``, ``filePath`` or ``url``."""


class _Embeddings(Binding):
    ai_connection_name: str | None = ""
    """Prefix of app settings that describe the AI service; by default the settings of the service itself."""
    embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel
    """The model, or its deployment; or ``"%NAME%"`` of an app setting with it."""
    max_chunk_length: int | None = 8192
    """Number of characters at most in each chunk of the text."""
    max_overlap: int | None = 128
    """Number of characters at most that two chunks have in common."""
    data_type: DataTypeChoice = DataTypeChoice()


class EmbeddingsInput(_Embeddings, _Source, InputBinding, type=EMBEDDINGS):
    """Add the embeddings of a text, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-embeddings-input
    """


class SemanticSearchInput(InputBinding, type=SEMANTIC_SEARCH):
    """Ask a model a question about stored documents, and add its answer, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-semanticsearch-input
    """

    search_connection_name: str
    """App setting that has the connection string or the endpoint of the search."""
    collection: str
    """Name of the index or table that has the documents."""
    query: str | None = None
    """The question; values of the trigger go in braces."""
    ai_connection_name: str | None = ""
    """Prefix of app settings that describe the AI service; by default the settings of the service itself."""
    embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel
    """The model for embeddings, or its deployment; or ``"%NAME%"`` of an app setting with it."""
    chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel
    """The model for the answer, or its deployment; or ``"%NAME%"`` of an app setting with it."""
    system_prompt: str | None = semantic_search_system_prompt
    """The instructions before the documents that were found."""
    max_knowledge_count: int | None = 1
    """Number of documents at most that the model is given."""
    temperature: str | None = "0.5"
    """How random the answer is, a number from 0 to 2."""
    top_p: str | None = None
    """Share of the probability, from 0 to 1, from which words are taken; set it instead of `temperature`."""
    max_tokens: str | None = "100"
    """Number of tokens in the answer at most."""
    is_reasoning_model: bool | None = False
    """Whether it is a reasoning model, which accepts neither `temperature` nor `top_p`."""
    data_type: DataTypeChoice = DataTypeChoice()


class TextCompletionInput(InputBinding, type=TEXT_COMPLETION):
    """Send a prompt to a model, and add its answer, as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-textcompletion-input
    """

    prompt: str
    """The prompt; values of the trigger go in braces."""
    ai_connection_name: str | None = ""
    """Prefix of app settings that describe the AI service; by default the settings of the service itself."""
    chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel
    """The model, or its deployment; or ``"%NAME%"`` of an app setting with it."""
    temperature: str | None = "0.5"
    """How random the answer is, a number from 0 to 2."""
    top_p: str | None = None
    """Share of the probability, from 0 to 1, from which words are taken; set it instead of `temperature`."""
    max_tokens: str | None = "100"
    """Number of tokens in the answer at most."""
    is_reasoning_model: bool | None = False
    """Whether it is a reasoning model, which accepts neither `temperature` nor `top_p`."""
    data_type: DataTypeChoice = DataTypeChoice()


class AssistantCreateOutput(OutputBinding, type=ASSISTANT_CREATE):
    """Create an assistant, with JSON text that has its ``id`` and ``instructions``.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantcreate-output
    """

    data_type: DataTypeChoice = DataTypeChoice()


class _Store(_Source):
    store_connection_name: str
    """App setting that has the connection string or the endpoint of the store."""
    collection: str
    """Name of the index or table that gets the embeddings."""


class EmbeddingsStoreOutput(_Embeddings, _Store, OutputBinding, type=EMBEDDINGS_STORE):
    """Store the embeddings of a text for semantic search, under the ``title`` that the function sends as JSON text.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-embeddingsstore-output
    """
