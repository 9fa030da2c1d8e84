from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector


class WorkerConnector(PsycopgConnector):
    """The worker's own connections fetch and finish jobs; a job queues others through Django's.

    So what it queues is committed and rolled back with what it writes, as in the web server.
    """

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()


class Connector(DjangoConnector):
    def get_worker_connector(self) -> WorkerConnector:
        return WorkerConnector(kwargs=connector_params(self.alias))


def use_one_transaction(app: App) -> None:
    app.connector = app.job_manager.connector = Connector()
